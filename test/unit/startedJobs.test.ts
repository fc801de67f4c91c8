import { shownIds, StartedJobs } from '../../common/items/startedJobs';
import type { Run } from '../../nodes/Noxus/api/run';
import { runKind } from '../../nodes/Noxus/runKind';
import { fakeClient, fakeHelpers } from './support/fakeContext';

const WORKFLOW_ID = 'e0000000-0000-4000-8000-000000000001';

const runOf = (id: string, status = 'running') => ({ id, workflowId: WORKFLOW_ID, status }) as Run;

/** What a Noxus answers to the stop of a run, and in what status it is read then. */
type Answers = Record<string, { stop: number; status: string }>;

/** Stops `runs` at such a Noxus; returns n8n's log, and which runs were stopped and read. */
async function stopAll(answers: Answers, runs: StartedJobs<Run>) {
	const warn = jest.fn();
	const [stops, reads]: [string[], string[]] = [[], []];
	const helpers = fakeHelpers(({ url }) => {
		const isStop = url.endsWith('/stop');
		const id = url.split('/').at(isStop ? -2 : -1) ?? '';
		(isStop ? stops : reads).push(id);
		const { stop = 200, status = '' } = answers[id] ?? {};
		const body = { id, workflow_id: WORKFLOW_ID, status };
		return { statusCode: isStop ? stop : 200, headers: { 'retry-after': '0' }, body };
	});
	const logger = { warn, debug: () => {} };
	await runs.stopAll(fakeClient({ logger, helpers }));
	return { logged: warn.mock.calls.map(([text]) => text as string), stops, reads };
}

/** The same for runs that were all started here. */
async function stopStarted(answers: Answers) {
	const runs = new StartedJobs(runKind);
	for (const id of Object.keys(answers)) runs.add(runOf(id));
	return await stopAll(answers, runs);
}

describe('StartedJobs.stopAll', () => {
	it('logs nothing if all runs were stopped', async () => {
		const { logged, reads } = await stopStarted({ a: { stop: 200, status: 'stopped' } });
		expect(logged).toEqual([]);
		expect(reads).toEqual([]);
	});

	it.each([400, 404, 409, 503])(
		'names the runs that continue after a refusal with %i, and no others',
		async (stop) => {
			const { logged } = await stopStarted({
				a: { stop: 200, status: 'stopped' },
				b: { stop, status: 'running' },
				c: { stop, status: 'completed' },
				d: { stop, status: 'awaiting_human_feedback' },
			});
			expect(logged).toEqual([
				'Noxus runs that could not be stopped and may still be running: b, d',
			]);
		},
	);

	it('names 50 of them, and says how many more there are', async () => {
		const ids = Array.from({ length: 52 }, (_, i) => `run${i}`);
		const refused = { stop: 404, status: 'running' };
		const { logged } = await stopStarted(Object.fromEntries(ids.map((id) => [id, refused])));
		expect(logged).toEqual([expect.stringMatching(/running: run0, .*, run49 and 2 more$/)]);
	});

	it('stops the runs that still run, and each once', async () => {
		const runs = new StartedJobs(runKind);
		runs.add(runOf('started'));
		runs.add(runOf('endedAtOnce', 'completed'));
		runs.add(runOf('endedLater'));
		runs.adopt(runOf('adopted'));
		runs.adopt(runOf('adoptedEnded', 'failed'));
		runs.note('continues');
		runs.update(runOf('started', 'queued'));
		runs.update(runOf('endedLater', 'stopped'));
		expect((await stopAll({}, runs)).stops).toEqual(['started', 'adopted']);
		expect((await stopAll({}, runs)).stops).toEqual([]);
	});

	it('stops nothing of a service that cannot stop jobs', async () => {
		const runs = new StartedJobs<Run>({ ...runKind, stop: undefined });
		runs.add(runOf('a'));
		expect(await stopAll({}, runs)).toEqual({ logged: [], stops: [], reads: [] });
	});

	it('gives up after 20 s', async () => {
		const runs = new StartedJobs(runKind);
		for (let i = 0; i < 50; i++) runs.add(runOf(`run${i}`));
		const helpers = fakeHelpers(
			async (_options, signal) =>
				await new Promise((_resolve, reject) =>
					signal.addEventListener('abort', () => reject(new Error('canceled'))),
				),
		);
		const fromMs = Date.now();
		const warn = jest.fn();
		await runs.stopAll(fakeClient({ logger: { warn, debug: () => {} }, helpers }));
		expect(Date.now() - fromMs).toBe(20_000);
		expect(warn).toHaveBeenCalledTimes(1);
	});
});

describe('StartedJobs', () => {
	it('has the IDs of what was started here, whatever became of it', () => {
		const runs = new StartedJobs(runKind);
		runs.add(runOf('a', 'completed'));
		runs.adopt(runOf('b'));
		runs.note('c');
		expect(runs.ids).toEqual(['a', 'c']);
		expect(runs.unconfirmedCount).toBe(0);
		runs.noteUnconfirmed();
		runs.noteUnconfirmed();
		expect(runs.unconfirmedCount).toBe(2);
	});
});

describe('shownIds', () => {
	it.each([
		[0, ''],
		[2, 'run0, run1'],
		[50, /, run49$/],
		[51, /, run49 and 1 more$/],
	])('of %i IDs', (count, expected) => {
		const text = shownIds(Array.from({ length: count }, (_, i) => `run${i}`));
		if (typeof expected === 'string') expect(text).toBe(expected);
		else expect(text).toMatch(expected);
	});
});
