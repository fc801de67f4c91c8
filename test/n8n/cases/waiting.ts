import type { INodeParameters } from 'n8n-workflow';
import { WORKFLOWS } from '../../../simulator';
import type { Fixture } from '../fixture';
import { begin } from '../parked';
import { parkedWorkflow } from '../parkedWorkflow';
import { itemsOf } from '../server';

const RUN_MS = 3_000;

/** Create and Wait for these items, in place; what n8n has on record then, and what Noxus was asked. */
async function wait(fixture: Fixture, path: string, count: number, options: INodeParameters = {}) {
	const parameters = { whenLong: 'keepWaiting' };
	const given = { path, noxusWorkflowId: WORKFLOWS.slow, options, parameters };
	const callsBefore = fixture.simulator.calls.length;
	const runsBefore = fixture.simulator.runs.length;
	const items = Array.from({ length: count }, () => ({ Milliseconds: RUN_MS }));
	const execution = await (await begin(fixture, parkedWorkflow(given), items)).finished();
	expect(execution.status).toBe('success');
	const json = { status: 'completed', output: { Result: `slept ${RUN_MS} ms` } };
	const expected = items.map((_item, item) => ({ json, pairedItem: { item } }));
	expect(itemsOf(execution, 'Noxus')).toMatchObject(expected);
	const paths = fixture.simulator.calls.slice(callsBefore).map((call) => call.path);
	const runs = fixture.simulator.runs.slice(runsBefore);
	expect(runs).toHaveLength(count);
	return { run: execution.data?.resultData.runData.Noxus?.[0], paths, runs };
}

const isStream = (path: string) => path.endsWith('/events');

/** Waits that stay in place, and how each follows its run. */
export function streamedWaitCases(fixture: () => Fixture): void {
	test('the event stream of the run tells when it has ended', async () => {
		const { paths, runs, run } = await wait(fixture(), 'wait-stream', 1);
		expect(paths.filter(isStream)).toHaveLength(1);
		const endedAtMs = (run?.startTime ?? 0) + (run?.executionTime ?? 0);
		expect(endedAtMs - (runs[0]?.finishedAt?.getTime() ?? 0)).toBeLessThan(RUN_MS);
	});
}

export function polledWaitCases(fixture: () => Fixture): void {
	test('Polling asks for the run until it has ended, and opens no stream', async () => {
		const { paths } = await wait(fixture(), 'wait-poll', 1, { follow: 'poll' });
		expect(paths.filter(isStream)).toEqual([]);
	});
}

export function sideBySideCases(fixture: () => Fixture): void {
	test('ten items are run side by side', async () => {
		const { runs } = await wait(fixture(), 'wait-ten', 10);
		const firstEndMs = Math.min(...runs.map(({ finishedAt }) => finishedAt?.getTime() ?? 0));
		expect(runs.every(({ createdAt }) => createdAt.getTime() < firstEndMs)).toBe(true);
	});
}

export function hintCases(fixture: () => Fixture): void {
	test('a hint under the node says why it had to poll', async () => {
		fixture().simulator.addFault({ path: '/events', kind: 'status', statusCode: 404 });
		const { run } = await wait(fixture(), 'wait-refused', 2);
		fixture().simulator.clearFaults();
		const message = 'Polling was used: this Noxus refused the event stream of the run. Items: 2.';
		expect(run?.hints).toMatchObject([{ message }]);
	});
}
