import { WORKFLOWS } from '../../../simulator/noxus';
import { eventually, finish, startRun } from '../../unit/simulator/support/client';
import { jsonOf, NOT_FOR_EVER_MS, runEvents, timed } from '../support/runEvents';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { getEvents, isClosed, logOf, streams } = runEvents(used);

describe('the bounds of Run: Get Events', () => {
	it.each([false, true])(
		'are a limit, and an etag to continue after it (sent again: %s)',
		async (sseEtagInclusive) => {
			used.simulator.settings.sseEtagInclusive = sseEtagInclusive;
			const run = await finish(used.simulator, 'streamText', { PieceMs: 1 });
			const log = logOf(run);
			const first = await getEvents(run, { limit: 3 });
			expect(jsonOf(first)).toEqual(log.slice(0, 3));
			await eventually(isClosed);
			const etag = String(first.items.at(-1)?.json.etag);
			const rest = await getEvents(run, { options: { etag } });
			expect(jsonOf(rest)).toEqual(log.slice(3));
			expect(streams()[1]?.query).toEqual({ etag });
		},
	);

	it('give no more after the last event, and no hint', async () => {
		const run = await finish(used.simulator, 'echo');
		const etag = String(logOf(run).at(-1)?.etag);
		used.simulator.settings.sseHangAfterEnd = true;
		const { items, hints, status } = await getEvents(run, { options: { etag } });
		expect({ items, hints, status }).toEqual({ items: [], hints: [], status: 'success' });
	});

	it.each([
		[{ limit: 0 }, 'Limit must be a whole number from 1 to 1000, not 0'],
		[{ limit: 1001 }, 'Limit must be a whole number from 1 to 1000, not 1001'],
		[{ options: { maxSeconds: 0 } }, 'Max Seconds must be a whole number from 1 to 600, not 0'],
		[{ options: { etag: '../1' } }, 'After Event (Etag) must be an ID'],
	])('are checked before anything is sent: %j', async (more, message) => {
		const run = await startRun(used.simulator, 'echo');
		const before = used.simulator.calls.length;
		const { error } = await getEvents(run, more);
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toHaveLength(before);
	});
});

describe('Run: Get Events where there is no stream', () => {
	it('says that this Noxus has none', async () => {
		const run = await finish(used.simulator, 'echo');
		used.simulator.settings.sseMissing = true;
		const { error, tookMs } = await timed(getEvents(run));
		expect(error?.message).toBe('This version of Noxus has no event streams');
		expect(error?.description).toMatch('Use Run: Get to retrieve the status and output');
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
	});

	it('names the etag as the possible cause', async () => {
		const run = await finish(used.simulator, 'echo');
		const { error } = await getEvents(run, { options: { etag: 'not-an-etag' } });
		expect(error?.message).toBe('Noxus refused the event stream of the run');
		expect(error?.description).toMatch(/^Check or remove the option After Event \(Etag\)/);
	});

	it('tries again when Noxus is unreachable for a moment', async () => {
		const run = await finish(used.simulator, 'echo');
		used.simulator.addFault({ path: '/events$', kind: 'status', statusCode: 503, times: 2 });
		const { items } = await getEvents(run);
		expect(jsonOf({ items })).toEqual(logOf(run));
	});

	it.each(['status', 'hang'] as const)('gives up in the time that was set (%s)', async (kind) => {
		const run = await finish(used.simulator, 'echo');
		used.simulator.addFault({ path: '/events$', kind, statusCode: 503 });
		const { error, tookMs } = await timed(getEvents(run, { options: { maxSeconds: 1 } }));
		expect(error?.message).toBe('The event stream could not be opened');
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
	});

	it('says that the run is not known', async () => {
		const unknown = { id: '3c90c3cc-0d44-4b50-8888-8dd25736052a', workflow_id: WORKFLOWS.echo };
		const { error } = await getEvents({ ...unknown, status: '', output: null });
		expect(error?.message).toMatch(/^Run .* was not found in this Noxus workspace \[404\]$/);
		expect(streams()).toHaveLength(0);
	});
});
