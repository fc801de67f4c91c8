import type { INodeParameters } from 'n8n-workflow';

import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { startNode, type RunOptions } from '../support/engine';
import { hurryRuns } from '../support/followed';
import { callsTo, CREATE, ONE_RUN } from '../support/noxusCalls';
import { runParameters } from '../support/parameters';
import { useAsHttpProxy, useSimulator } from '../support/simulator';
import { times } from '../support/slowBatch';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

/** Pause Execution for so many runs, which end when the test says so. */
const freeWorker = (count: number, more: INodeParameters = {}): RunOptions => ({
	credentials: used.credentials,
	items: times(count, { json: {} }),
	parameters: runParameters('createAndWait', WORKFLOWS.slow, {
		inputMode: 'json',
		inputJson: JSON.stringify({ Milliseconds: UNTIL_HURRIED_MS }),
		whenLong: 'freeWorker',
		inlineSeconds: 0,
		...more,
	}),
});

const lastLooks = () => callsTo(used.simulator, ONE_RUN);
const untilRunning = async (count: number) =>
	await waitUntil(() => {
		const { runs } = used.simulator;
		return runs.length === count && runs.every(({ status }) => status === 'running');
	});

describe('the last look before the execution is parked', () => {
	it('finds runs that ended just before it: they are never parked', async () => {
		used.simulator.addFault({ path: ONE_RUN.source, method: 'GET', kind: 'hold' });
		const execution = await startNode(freeWorker(3));
		await waitUntil(() => lastLooks().length === 3);
		await untilRunning(3);
		hurryRuns(used.simulator);
		await waitUntil(() => used.simulator.runs.every(({ finishedAt }) => finishedAt !== null));
		used.simulator.clearFaults();
		const { status, items } = await execution.result;
		expect(status).toBe('success');
		expect(items.map(({ json }) => json.status)).toEqual(times(3, 'completed'));
		expect(items.some(({ json }) => 'waitTimedOut' in json)).toBe(false);
		expect(lastLooks()).toHaveLength(3);
		expect(used.simulator.runs).toHaveLength(3);
	});
});

describe('a resume URL that Noxus cannot reach', () => {
	useAsHttpProxy();

	it('is reported before anything is started: also if nothing can be', async () => {
		used.simulator.addFault({ path: CREATE.source, kind: 'status', statusCode: 422 });
		const credentials = { ...used.credentials, baseUrl: 'http://noxus.test' };
		const execution = await startNode({
			...freeWorker(3),
			credentials,
			onError: 'continueRegularOutput',
		});
		const { hints } = await execution.result;
		expect(used.simulator.runs).toHaveLength(0);
		expect(hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/^Noxus probably cannot reach this n8n at http:\/\/127/),
				type: 'warning',
			}),
		]);
	});
});
