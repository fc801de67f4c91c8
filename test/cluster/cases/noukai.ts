import { randomUUID } from 'node:crypto';

import type { StoredExecution } from '../../../n8n-harness';
import { bodyOf, signedPost } from '../../engine/noukai/support/callbacks';
import { noukaiTriggerHostileCases } from '../../n8n/cases/noukai/trigger';
import { JobExecution } from '../../n8n/support/JobExecution';
import type { NoukaiFixture } from '../../n8n/support/noukaiFixture';
import {
	acceptLoopback,
	jobIdsIn,
	send,
	startedBy,
	triggerUrl,
} from '../../n8n/support/noukaiTrigger';
import type { ClusterFixture } from '../fixture';

const GENUINE = 200;
const JOBS = 20;

/** The n8n of the cluster, with the simulator of Noukai. */
const noukaiOf = ({ n8n, noukai }: ClusterFixture): NoukaiFixture => ({ n8n, simulator: noukai });

/** Callbacks to a Noukai Trigger at a webhook process, and repeated at the other one. */
export function noukaiTriggerCases(fixture: () => ClusterFixture): void {
	noukaiTriggerHostileCases(() => noukaiOf(fixture()), GENUINE);

	test('a callback that is repeated at the other webhook process is returned once', async () => {
		const noukai = noukaiOf(fixture());
		const executionId = randomUUID();
		const post = signedPost(noukai, bodyOf(executionId));
		const started: StoredExecution[] = [];
		for (const { url } of fixture().cluster.webhooks) {
			// The memory of one process is unknown to the other, so n8n starts an execution.
			const sendTo = async () => expect(await send(triggerUrl(noukai, url), post)).toBe(200);
			started.push(...(await startedBy(noukai, 1, sendTo)));
		}
		expect(started.length).toBeGreaterThan(1);
		expect(jobIdsIn(started, 'Noukai Trigger')).toEqual([executionId]);
	});
}

/** Jobs of a paused execution, which no worker holds. */
export function noukaiParkingCases(fixture: () => ClusterFixture): void {
	test(`${JOBS} jobs of one execution, whose worker is killed while it is paused`, async () => {
		const { cluster } = fixture();
		acceptLoopback(noukaiOf(fixture()));
		const parked = await JobExecution.begin(noukaiOf(fixture()), 'noukai-paused', JOBS);
		await parked.until('waiting');
		const id = parked.latest?.id ?? 0;
		await cluster.untilStarted([id], 1);
		const [worker] = cluster.workersOf(id);
		if (!worker) throw new Error('No worker has had the execution');
		await worker.kill9();
		parked.end();
		await parked.until('success');
		parked.expectResults(JOBS);
		await cluster.untilStarted([id], 2);
		expect(worker.timesStarted(id)).toBe(1);
		await worker.boot();
	});
}
