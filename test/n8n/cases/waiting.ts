import type { INodeParameters } from 'n8n-workflow';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { begin, hurryRuns } from '../support/parked';
import { STEP_LIMIT_MS } from '../support/ParkedExecution';
import { parkedWorkflow } from '../support/parkedWorkflow';
import { itemsOf, waitUntil } from '../../../n8n-harness';

const isStream = (path: string) => path.endsWith('/events');
const isRead = (path: string) => /\/workflows\/[^/]+\/runs\/[^/]+$/.test(path);

interface Wait {
	path: string;
	count: number;
	options?: INodeParameters;
	/** The runs end once so many calls to such paths are there. */
	untilCalled: [isMeant: (path: string) => boolean, count: number];
}

/** Create and Wait for these items, in place; what n8n has on record then, and what Noxus was asked. */
async function wait(fixture: Fixture, { path, count, options, untilCalled }: Wait) {
	const parameters = { whenLong: 'keepWaiting' };
	const given = { path, noxusWorkflowId: WORKFLOWS.slow, options, parameters };
	const { simulator } = fixture;
	const callsBefore = simulator.calls.length;
	const runsBefore = simulator.runs.length;
	const items = Array.from({ length: count }, () => ({ Milliseconds: UNTIL_HURRIED_MS }));
	const waiting = await begin(fixture, parkedWorkflow(given), items);
	const paths = () => simulator.calls.slice(callsBefore).map((call) => call.path);
	const runs = () => simulator.runs.slice(runsBefore);
	const [isMeant, calls] = untilCalled;
	const isFollowed = () => runs().length >= count && paths().filter(isMeant).length >= calls;
	await waitUntil(isFollowed, { what: 'the runs to be followed', limitMs: STEP_LIMIT_MS });
	await hurryRuns(fixture, runs());
	const execution = await waiting.finished();
	expect(execution.status).toBe('success');
	const json = { status: 'completed', output: { Result: `slept ${UNTIL_HURRIED_MS} ms` } };
	const expected = items.map((_item, item) => ({ json, pairedItem: { item } }));
	expect(itemsOf(execution, 'Noxus')).toMatchObject(expected);
	expect(runs()).toHaveLength(count);
	return { run: execution.data?.resultData.runData.Noxus?.[0], paths: paths(), runs: runs() };
}

/** Waits that stay in place, and how each follows its run. */
export function streamedWaitCases(fixture: () => Fixture): void {
	test('the event stream of the run shows when it has ended', async () => {
		const { paths } = await wait(fixture(), {
			path: 'wait-stream',
			count: 1,
			untilCalled: [isStream, 1],
		});
		expect(paths.filter(isStream)).toHaveLength(1);
	});
}

export function polledWaitCases(fixture: () => Fixture): void {
	test('Polling asks for the run until it has ended, and opens no stream', async () => {
		const { paths } = await wait(fixture(), {
			path: 'wait-poll',
			count: 1,
			options: { follow: 'poll' },
			untilCalled: [isRead, 2],
		});
		expect(paths.filter(isStream)).toEqual([]);
	});
}

export function sideBySideCases(fixture: () => Fixture): void {
	test('ten items are run in parallel', async () => {
		// None of them ends before there are ten.
		const { runs } = await wait(fixture(), {
			path: 'wait-ten',
			count: 10,
			untilCalled: [isStream, 10],
		});
		expect(runs).toHaveLength(10);
	});
}

export function hintCases(fixture: () => Fixture): void {
	test('a hint under the node says why it had to poll', async () => {
		fixture().simulator.addFault({ path: '/events', kind: 'status', statusCode: 404 });
		const { run } = await wait(fixture(), {
			path: 'wait-refused',
			count: 2,
			untilCalled: [isStream, 2],
		});
		fixture().simulator.clearFaults();
		const message = 'Polling was used: Noxus refused the event stream of the run. Items: 2.';
		expect(run?.hints).toMatchObject([{ message }]);
	});
}
