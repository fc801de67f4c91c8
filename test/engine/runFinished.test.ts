import { randomUUID } from 'node:crypto';

import { KEYS, WORKFLOWS, WORKSPACES, type SimulatedRun } from '../../simulator';
import { call, finish, runWhen, startRun } from '../unit/simulator/client';
import { callsTo, mostAtOnce, ONE_RUN } from './noxusCalls';
import { RunFinished } from './runFinished';
import { useSimulator } from './simulator';

jest.setTimeout(30_000);

const used = useSimulator();

const LISTS = /\/runs$/;
const ALL = ['completed', 'failed', 'stopped', 'awaiting_human_feedback'];

/** A trigger that has taken note of what is there. */
async function watching(parameters: ConstructorParameters<typeof RunFinished>[1] = {}) {
	const trigger = new RunFinished(used.credentials, parameters);
	expect(await trigger.look()).toBeNull();
	trigger.save();
	return trigger;
}

/** Ends many runs, side by side. */
async function endRuns(count: number): Promise<string[]> {
	const inputs = Array.from({ length: count }, (_, i) => ({ Text: `run ${i}` }));
	const runs = await Promise.all(inputs.map((input) => finish(used.simulator, 'echo', input)));
	return runs.map(({ id }) => id);
}

const sorted = (ids: unknown[]) => [...ids].sort();
const runOf = (id: string) => used.simulator.runs.find((run) => run.id === id) as SimulatedRun;

/** Ends the runs in Noxus at these minutes of a day, whatever the clock says. */
function endAt(ids: string[], minuteOf: (index: number) => number): void {
	ids.forEach((id, i) => {
		const finishedAt = new Date(Date.UTC(2025, 0, 15, 10, minuteOf(i)));
		Object.assign(runOf(id), { createdAt: finishedAt, startedAt: finishedAt, finishedAt });
	});
}

describe('Noxus Run Finished Trigger', () => {
	it('tells nothing of what was there, and then each run once with its output', async () => {
		await endRuns(2);
		const trigger = await watching();
		const run = await finish(used.simulator, 'echo', { Text: 'hi' });
		const [item, ...others] = await trigger.items();
		expect(others).toEqual([]);
		expect(item).toEqual({
			json: {
				runId: run.id,
				workflowId: WORKFLOWS.echo,
				status: 'completed',
				output: 'hi',
				errorMessage: null,
				progress: 100,
				createdAt: expect.any(String),
				startedAt: null,
				finishedAt: expect.any(String),
				durationMs: expect.any(Number),
			},
			pairedItem: { item: 0 },
		});
		expect(await trigger.look()).toBeNull();
	});

	it('finds runs that ended between activation and first look', async () => {
		const trigger = await watching();
		const ids = await endRuns(3);
		trigger.restart();
		expect(sorted(await trigger.runIds())).toEqual(sorted(ids));
	});

	it('finds a run that began long ago, and one that another run overtook', async () => {
		const old = await startRun(used.simulator, 'askHuman', {});
		await runWhen(used.simulator, old, ['awaiting_human_feedback']);
		const trigger = await watching();
		const quick = await endRuns(1);
		expect(await trigger.runIds()).toEqual(quick);
		used.simulator.answerRun(old.id);
		await runWhen(used.simulator, old);
		endAt([old.id], () => 0);
		expect(await trigger.runIds()).toEqual([old.id]);
	});

	it('tells of a question, of the next one, and of the end', async () => {
		const trigger = await watching({ statuses: ALL });
		const { id } = await startRun(used.simulator, 'askHuman', {});
		const run = runOf(id);
		await run.until((status) => status === 'awaiting_human_feedback');
		const statuses = async () => (await trigger.items()).map(({ json }) => json.status);
		expect(await statuses()).toEqual(['awaiting_human_feedback']);
		expect(await statuses()).toEqual([]);
		run.status = 'running';
		expect(await statuses()).toEqual([]);
		run.status = 'awaiting_human_feedback';
		expect(await statuses()).toEqual(['awaiting_human_feedback']);
		used.simulator.answerRun(id);
		await run.until((status) => status === 'completed');
		expect(await statuses()).toEqual(['completed']);
	});

	it.each(['newest', 'oldest'] as const)(
		'gives 250 runs that ended in any order, over page boundaries, each once (%s first)',
		async (listOrder) => {
			used.simulator.settings.listOrder = listOrder;
			const trigger = await watching();
			const found: unknown[] = [];
			const all: string[] = [];
			for (const count of [130, 1, 119]) {
				const ids = await endRuns(count);
				all.push(...ids);
				endAt(ids, (i) => (i * 37) % 60);
				found.push(...(await trigger.runIds()));
			}
			expect(sorted(found)).toEqual(sorted(all));
			expect(await trigger.look()).toBeNull();
		},
	);

	it('gives them once also where each page is shuffled anew', async () => {
		const trigger = await watching();
		const ids = await endRuns(150);
		used.simulator.settings.listOrder = 'random';
		const found: unknown[] = [];
		for (let look = 0; look < 12; look++) found.push(...(await trigger.runIds()));
		expect(sorted(found)).toEqual(sorted(ids));
	});

	it('finds in the next look what slipped from one page to another, and nothing twice', async () => {
		used.simulator.settings.listOrder = 'oldest';
		const before = await endRuns(100);
		const trigger = await watching();
		const ids = await endRuns(50);
		// A run of the first page is deleted after it was read: the first of the second page slips.
		used.simulator.addFault({ path: LISTS.source, kind: 'delay', delayMs: 300, skip: 1, times: 1 });
		const looking = trigger.runIds();
		await runsListed(1);
		const runs = used.simulator.runs as SimulatedRun[];
		runs.splice(
			runs.findIndex(({ id }) => id === before[0]),
			1,
		);
		const found = await looking;
		expect(found.length).toBeLessThanOrEqual(ids.length);
		found.push(...(await trigger.runIds()), ...(await trigger.runIds()));
		expect(sorted(found)).toEqual(sorted(ids));
	});

	it('gives 500 runs a look, the oldest end first, and the others with the next', async () => {
		const trigger = await watching();
		const ids = await endRuns(620);
		endAt(ids, (i) => i);
		const first = await trigger.runIds();
		expect(first).toEqual(ids.slice(0, 500));
		expect(await trigger.runIds()).toEqual(ids.slice(500));
		expect(await trigger.runIds()).toEqual([]);
		expect(mostAtOnce(callsTo(used.simulator, ONE_RUN))).toBeLessThanOrEqual(10);
	}, 30_000);

	it('tells a run that goes on while it is read once, in its new status', async () => {
		const trigger = await watching({ statuses: ALL });
		const { id } = await startRun(used.simulator, 'askHuman', {});
		await runOf(id).until((status) => status === 'awaiting_human_feedback');
		const path = `/runs/${id}$`;
		used.simulator.addFault({ path, kind: 'delay', delayMs: 500, times: 1 });
		const looking = trigger.items();
		await runsListed(1);
		used.simulator.answerRun(id);
		expect(await looking).toEqual([]);
		expect((await trigger.items()).map(({ json }) => json.status)).toEqual(['completed']);
		expect(await trigger.look()).toBeNull();
	});

	it('tells nothing of before where the first list had holes', async () => {
		const [early = '', late = ''] = await endRuns(2);
		endAt([early, late], (i) => i);
		const { items } = (await (await call(used.simulator, '/v1/runs')).json()) as {
			items: Array<{ id: string }>;
		};
		const holed = { items: items.filter(({ id }) => id === late), total: 2, pages: 1 };
		const path = LISTS.source;
		used.simulator.addFault({ path, kind: 'status', statusCode: 200, body: holed, times: 3 });
		const trigger = await watching();
		expect(await trigger.look()).toBeNull();
	});

	it('goes by the times of Noxus, however wrong they are', async () => {
		const [future = ''] = await endRuns(1);
		Object.assign(runOf(future), { finishedAt: new Date(Date.UTC(2099, 0, 1)) });
		const trigger = await watching();
		const ids = await endRuns(3);
		expect(sorted(await trigger.runIds())).toEqual(sorted(ids));
		const later = await endRuns(2);
		endAt(later, () => -9000);
		expect(sorted(await trigger.runIds())).toEqual(sorted(later));
	});
});

describe('what Noxus Run Finished Trigger leaves out', () => {
	it('are statuses that are not chosen, also when they are chosen later', async () => {
		const trigger = await watching({ statuses: ['failed'] });
		await endRuns(1);
		const failed = await finish(used.simulator, 'fail', {});
		expect(await trigger.runIds()).toEqual([failed.id]);
		trigger.restart({ sameProcess: true, parameters: { statuses: ALL } });
		expect(await trigger.runIds()).toEqual([]);
	});

	it('are other workflows, and the past of a workflow that is added', async () => {
		const { echo, fail } = WORKFLOWS;
		const trigger = await watching({ watch: 'workflows', workflowIds: [echo] });
		await finish(used.simulator, 'fail', {});
		const [own] = await endRuns(1);
		expect(await trigger.runIds()).toEqual([own]);
		const parameters = { watch: 'workflows', workflowIds: [echo, fail] };
		trigger.restart({ sameProcess: true, parameters });
		expect(await trigger.runIds()).toEqual([]);
		const failed = await finish(used.simulator, 'fail', {});
		expect(await trigger.runIds()).toEqual([failed.id]);
	});

	it.each([
		[WORKSPACES.a, 1],
		[WORKSPACES.b, 0],
	])('are runs of a workspace other than the chosen %s', async (groupId, count) => {
		const trigger = await watching({ options: { groupId } });
		await endRuns(1);
		expect(await trigger.runIds()).toHaveLength(count);
	});

	it('is a run that is gone before it was read', async () => {
		const trigger = await watching();
		const [gone, there] = await endRuns(2);
		used.simulator.addFault({ path: `/runs/${gone}$`, kind: 'status', statusCode: 404 });
		expect(await trigger.runIds()).toEqual([there]);
		used.simulator.clearFaults();
		expect(await trigger.look()).toBeNull();
	});
});

describe('Noxus Run Finished Trigger and n8n', () => {
	it('hands the last runs over again after a restart, and the execution leaves them out', async () => {
		const trigger = await watching();
		await endRuns(2);
		expect(await trigger.runIds()).toHaveLength(2);
		trigger.restart();
		const again = await trigger.look();
		expect(again).toHaveLength(2);
		expect(await trigger.execute(again ?? [])).toEqual([]);
		trigger.restart();
		expect(await trigger.look()).toBeNull();
	});

	it('loses nothing where n8n dies between its note and the execution', async () => {
		const trigger = await watching();
		const ids = await endRuns(2);
		expect(await trigger.look()).toHaveLength(2);
		trigger.restart();
		const more = await endRuns(1);
		expect(sorted(await trigger.runIds())).toEqual(sorted([...ids, ...more]));
		expect(await trigger.look()).toBeNull();
	});

	it('hands nothing over again where it is only activated again', async () => {
		const trigger = await watching();
		await endRuns(2);
		expect(await trigger.runIds()).toHaveLength(2);
		trigger.restart({ sameProcess: true });
		expect(await trigger.look()).toBeNull();
	});

	it('gives a repeated execution all of its runs', async () => {
		const trigger = await watching();
		await endRuns(2);
		const handed = (await trigger.look()) ?? [];
		await trigger.execute(handed);
		expect(await trigger.execute(handed)).toHaveLength(0);
		expect(await trigger.execute(handed, 'retry')).toHaveLength(2);
	});

	it('looks once where two looks overlap', async () => {
		const trigger = await watching();
		await endRuns(2);
		const found = await Promise.all([trigger.look(), trigger.look()]);
		expect(found.map((items) => items?.length)).toEqual([2, undefined]);
	});

	it('gives the run that ended last to a test run, and remembers nothing', async () => {
		const ids = await endRuns(3);
		endAt(ids, (i) => [5, 9, 7][i] ?? 0);
		await startRun(used.simulator, 'askHuman', {});
		const trigger = await watching();
		const [last] = await endRuns(1);
		expect((await trigger.execute([{ json: {} }], 'manual')).map(({ json }) => json)).toMatchObject(
			[{ runId: last, status: 'completed', output: 'run 0' }],
		);
		expect(await trigger.runIds()).toEqual([last]);
	});

	it('says so where there is no run for a test run', async () => {
		const trigger = new RunFinished(used.credentials);
		await expect(trigger.execute([{ json: {} }], 'manual')).rejects.toThrow('no such run yet');
	});

	it('takes a request for each hundred of 10,000 runs, and keeps a thousand ids', async () => {
		const [id = ''] = await endRuns(1);
		const pattern = runOf(id);
		const runs = used.simulator.runs as SimulatedRun[];
		for (let i = 1; i < 10_000; i++) {
			const finishedAt = new Date(Date.UTC(2025, 0, 15, 0, i));
			const copy = Object.create(Object.getPrototypeOf(pattern)) as SimulatedRun;
			runs.unshift(Object.assign(copy, pattern, { id: randomUUID(), finishedAt }));
		}
		const trigger = await watching();
		const [newId] = await endRuns(1);
		const handed = await trigger.look();
		expect(handed).toHaveLength(1);
		expect((await trigger.execute(handed ?? [])).map(({ json }) => json.runId)).toEqual([newId]);
		const lists = callsTo(used.simulator, LISTS).length;
		expect(lists).toBe(2 * 101 - 1);
		expect(trigger.savedChars).toBeLessThan(80_000);
	}, 60_000);
});

describe('Noxus Run Finished Trigger when Noxus is away', () => {
	it('remembers nothing of a look that broke off', async () => {
		const trigger = await watching();
		const ids = await endRuns(120);
		used.simulator.addFault({
			path: LISTS.source,
			kind: 'status',
			statusCode: 403,
			skip: 1,
			times: 1,
		});
		await expect(trigger.look()).rejects.toThrow('403');
		expect(sorted(await trigger.runIds())).toEqual(sorted(ids));
	});

	it('asks again for runs that it could not read, and gives the others', async () => {
		const trigger = await watching();
		const [bad, ...good] = await endRuns(5);
		used.simulator.addFault({ path: `/runs/${bad}$`, kind: 'status', statusCode: 500 });
		expect(sorted(await trigger.runIds())).toEqual(sorted(good));
		await expect(trigger.look()).rejects.toThrow('500');
		used.simulator.clearFaults();
		expect(await trigger.runIds()).toEqual([bad]);
	}, 20_000);

	it('does as a Retry-After says', async () => {
		const trigger = await watching();
		const ids = await endRuns(1);
		const headers = { 'retry-after': '1' };
		used.simulator.addFault({
			path: LISTS.source,
			kind: 'status',
			statusCode: 429,
			headers,
			times: 1,
		});
		const beganMs = performance.now();
		expect(await trigger.runIds()).toEqual(ids);
		expect(performance.now() - beganMs).toBeGreaterThan(950);
	});

	it('does not keep a run back whose file cannot be had', async () => {
		const trigger = await watching({ options: { downloadFiles: true } });
		const bad = await finish(used.simulator, 'produceFile', { Name: 'a.bin' });
		used.simulator.addFault({ path: '/file/', kind: 'status', statusCode: 404 });
		const [item] = await trigger.items();
		expect(item?.json).toMatchObject({ runId: bad.id, status: 'completed' });
		expect(item?.json.outputError).toMatch('could not be fetched in full');
		expect(JSON.stringify(item)).not.toContain(KEYS.a);
	});

	it('gives files, and texts in full', async () => {
		const trigger = await watching({ options: { downloadFiles: true } });
		await finish(used.simulator, 'produceFile', { Name: 'a.bin' });
		await finish(used.simulator, 'longText', { Length: 20_000 });
		const items = await trigger.items();
		expect(items.flatMap(({ binary }) => Object.values(binary ?? {}))).toMatchObject([
			{ fileName: 'a.bin' },
		]);
		expect(items.map(({ json }) => String(json.output).length)).toContain(20_000);
	});

	it.each([
		[{ statuses: [] }, 'Statuses is empty'],
		[{ watch: 'workflows', workflowIds: [] }, 'Workflow Names or IDs is empty'],
		[{ watch: 'workflows', workflowIds: ['a b'] }, 'Workflow Names or IDs'],
	])('says what is wrong with %j', async (parameters, problem) => {
		await expect(new RunFinished(used.credentials, parameters).look()).rejects.toThrow(problem);
		expect(used.simulator.calls).toHaveLength(0);
	});
});

async function runsListed(count: number): Promise<void> {
	const wanted = callsTo(used.simulator, LISTS).length + count;
	while (callsTo(used.simulator, LISTS).filter(({ endedAt }) => endedAt).length < wanted) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
