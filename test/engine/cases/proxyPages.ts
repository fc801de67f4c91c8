import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { finishedRun, started } from '../support/callbacks';
import { endedRuns, sorted } from '../support/endedRuns';
import { runNode, startNode } from '../support/engine';
import { hurryRuns } from '../support/followed';
import { callsTo, EVENTS, ONE_RUN } from '../support/noxusCalls';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { watching, endRuns } = endedRuns(used);

const PAGE = {
	kind: 'status',
	headers: { 'content-type': 'text/html' },
	body: '<!doctype html><html><title>Not here</title></html>',
} as const;

/** A proxy answers reads of single runs in the place of Noxus. */
const answerAsProxy = (statusCode: number, times?: number) =>
	used.simulator.addFault({ ...PAGE, path: ONE_RUN.source, method: 'GET', statusCode, times });

const slowRun = (follow: string) => ({
	credentials: used.credentials,
	parameters: runParameters('createAndWait', WORKFLOWS.slow, {
		...jsonInput({ Milliseconds: UNTIL_HURRIED_MS }),
		options: { follow },
	}),
});

describe.each([401, 403, 404, 410])('a page of a proxy with %s', (statusCode) => {
	it('does not end the wait for a run', async () => {
		const { result } = await startNode(slowRun('poll'));
		await waitUntil(() => callsTo(used.simulator, ONE_RUN, 'GET').length > 0);
		answerAsProxy(statusCode, 3);
		await waitUntil(() => callsTo(used.simulator, ONE_RUN, 'GET').length > 4);
		hurryRuns(used.simulator);
		const { items, error } = await result;
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			output: { Result: `slept ${UNTIL_HURRIED_MS} ms` },
		});
		expect(used.simulator.runs).toHaveLength(1);
	});

	it('does not make a callback a forged one', async () => {
		const { callback } = await finishedRun(used);
		answerAsProxy(statusCode);
		const trigger = new OpenTrigger(used.credentials);
		expect(await trigger.post(callback)).toMatchObject({ statusCode: 503 });
		used.simulator.clearFaults();
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('does not count as a failed check of ended runs', async () => {
		const trigger = await watching();
		const runIds = await endRuns(4);
		answerAsProxy(statusCode);
		for (let poll = 0; poll < 4; poll++) await trigger.look().catch(() => null);
		used.simulator.clearFaults();
		const items = await trigger.items();
		expect(sorted(items.map(({ json }) => json.runId))).toEqual(sorted(runIds));
		for (const { json } of items) expect(json).not.toHaveProperty('outputError');
	});
});

it('says that the page is not of Noxus when it is the first answer', async () => {
	used.simulator.addFault({ ...PAGE, path: '/runs$', statusCode: 404 });
	const { error } = await runNode(slowRun('poll'));
	expect(error?.message).toMatch(/does not look like the Noxus API \[404\]/);
	expect(callsTo(used.simulator, EVENTS)).toHaveLength(0);
});
