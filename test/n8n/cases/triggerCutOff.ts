import { callsTo, ONE_RUN } from '../../engine/support/noxusCalls';
import { finishedRuns, listen } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { waitUntil } from '../../../n8n-harness';
import { callbackBody } from '../support/storm';
import { handedOn } from '../support/triggerRuns';

const TEST_LIMIT_MS = 300_000;
const READ_LIMIT_MS = 60_000;
/** For the signal to arrive at n8n. */
const SIGNAL_MS = 500;

/** The code and body of the answer; undefined where there is none. */
async function post(url: string, runId: string, signal: AbortSignal | null = null) {
	const headers = { 'content-type': 'application/json' };
	const answer = async () => {
		const response = await fetch(url, {
			method: 'POST',
			headers,
			body: callbackBody(runId),
			signal,
		});
		return [response.status, await response.text()] as const;
	};
	return await answer().catch(() => undefined);
}

/** A callback whose run Noxus is being asked for, and does not give yet. */
async function confirming(fixture: Fixture, name: string, signal?: AbortSignal) {
	const { simulator } = fixture;
	const { workflow, url } = await listen(fixture, name, { proofOfOrigin: 'confirm' });
	const [runId = ''] = await finishedRuns(simulator, 1);
	const reads = () => callsTo(simulator, ONE_RUN).filter(({ path }) => path.endsWith(runId));
	simulator.addFault({ path: `/runs/${runId}$`, kind: 'hold' });
	const answer = post(url, runId, signal);
	const what = 'a read of the run';
	await waitUntil(() => reads().length > 0, { what, limitMs: READ_LIMIT_MS });
	return { workflow, url, runId, answer };
}

/** n8n is stopped while the trigger still asks Noxus. */
export function triggerStoppedCases(fixture: () => Fixture): void {
	test.each([
		['before n8n has stopped', true],
		['after n8n has stopped', false],
	])(
		'n8n that is stopped says 200 only for what is stored; Noxus answers %s',
		async (name, isInTime) => {
			const { n8n, simulator } = fixture();
			const { workflow, url, runId, answer } = await confirming(fixture(), `stopped-${isInTime}`);
			const whileDown = async () => void simulator.clearFaults();
			const restarted = n8n.restart({ whileDown });
			if (isInTime) {
				await new Promise((resolve) => setTimeout(resolve, SIGNAL_MS));
				simulator.clearFaults();
			}
			const [first] = await Promise.all([answer, restarted]);
			const stored = n8n.executions({ workflowId: workflow.id }).length;
			if (first?.[0] === 200) expect([name, stored]).toEqual([name, 1]);
			expect(await post(url, runId)).toMatchObject([200, expect.stringContaining('true')]);
			const executions = await n8n.finishedExecutions(workflow.id, stored + 1);
			expect(executions.map(handedOn).filter((id) => id === runId)).toHaveLength(1);
		},
		TEST_LIMIT_MS,
	);
}

/** The sender goes away while the trigger still asks Noxus. */
export function triggerHangUpCases(fixture: () => Fixture): void {
	test(
		'a sender that hangs up and sends again has one execution',
		async () => {
			const { n8n, simulator } = fixture();
			const hangUp = new AbortController();
			const { workflow, url, runId, answer } = await confirming(
				fixture(),
				'hung-up',
				hangUp.signal,
			);
			hangUp.abort();
			expect(await answer).toBeUndefined();
			const again = post(url, runId);
			simulator.clearFaults();
			expect(await again).toEqual([200, expect.stringContaining('repeated')]);
			const executions = await n8n.finishedExecutions(workflow.id, 1);
			expect(executions.map(handedOn)).toEqual([runId]);
		},
		TEST_LIMIT_MS,
	);
}
