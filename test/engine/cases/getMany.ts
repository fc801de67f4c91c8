import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { call, finish } from '../../unit/simulator/support/client';
import { jumpAhead } from '../support/clock';
import { callsTo } from '../support/noxusCalls';
import { idsOf, runLists } from '../support/runLists';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { getMany, startRuns } = runLists(used);

const all = { returnAll: true };

describe('Run: Get Many', () => {
	it('gives the runs of a workflow with their output', async () => {
		const run = await finish(used.simulator, 'echo', { Text: 'hi' });
		await finish(used.simulator, 'fail', { Message: 'elsewhere' });
		const { items, error } = await getMany(WORKFLOWS.echo);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			json: {
				runId: run.id,
				workflowId: WORKFLOWS.echo,
				status: 'completed',
				durationMs: expect.any(Number),
				output: { Text: 'hi' },
			},
			pairedItem: { item: 0 },
		});
	});

	it('gives those of the whole workspace without, and of no other', async () => {
		const own = [
			await finish(used.simulator, 'echo', { Text: 'hi' }),
			await finish(used.simulator, 'fail', { Message: 'No such page' }),
		];
		const path = `/v1/workflows/${WORKFLOWS.otherWorkspace}/runs`;
		const other = await call(used.simulator, path, {
			method: 'POST',
			key: KEYS.b,
			body: { input: {} },
		});
		expect(other.ok).toBe(true);
		expect(used.simulator.runs).toHaveLength(3);
		const { items } = await getMany('');
		expect(idsOf(items).sort()).toEqual(own.map(({ id }) => id).sort());
		// The list of the workspace has neither.
		for (const { json } of items) expect(json).not.toHaveProperty('output');
		for (const { json } of items) expect(json).not.toHaveProperty('errorMessage');
		expect(items.map(({ json }) => json.workflowId).sort()).toEqual([
			WORKFLOWS.echo,
			WORKFLOWS.fail,
		]);
	});

	it('says that the workflow is not known', async () => {
		const { error } = await getMany(WORKFLOWS.otherWorkspace);
		expect(error?.message).toBe(
			`Workflow ${WORKFLOWS.otherWorkspace} was not found in this Noxus workspace [404]`,
		);
	});

	it.each(['newest', 'oldest', 'random'] as const)(
		'gives the newest first when Noxus lists them in the order "%s"',
		async (listOrder) => {
			const ids = await startRuns(60);
			used.simulator.settings.listOrder = listOrder;
			const { items } = await getMany(WORKFLOWS.echo);
			expect(idsOf(items)).toEqual(ids.reverse().slice(0, 50));
		},
	);

	it.each(['newest', 'oldest'] as const)('reads all pages of the order "%s"', async (listOrder) => {
		const ids = await startRuns(230);
		used.simulator.settings.listOrder = listOrder;
		const before = used.simulator.calls.length;
		const { items, hints } = await getMany('', all);
		expect(idsOf(items)).toEqual(ids.reverse());
		expect(hints).toEqual([]);
		const pages = used.simulator.calls.slice(before).map(({ query }) => query);
		expect(pages).toEqual(['1', '2', '3'].map((page) => ({ page, size: '100' })));
	});

	it('gives each run once, or reports that some are missing, when every page is shuffled anew', async () => {
		const ids = await startRuns(150);
		used.simulator.settings.listOrder = 'random';
		const { items, hints } = await getMany(WORKFLOWS.echo, all);
		const found = idsOf(items) as string[];
		expect(found).toEqual(ids.reverse().filter((id) => found.includes(id)));
		if (found.length < ids.length) {
			expect(hints?.[0]?.message).toMatch(`Only ${found.length} of 150 runs of Noxus`);
		}
	});

	it('takes the limit from the newest on', async () => {
		const ids = await startRuns(120);
		used.simulator.settings.listOrder = 'oldest';
		const { items } = await getMany(WORKFLOWS.echo, { limit: 2 });
		expect(idsOf(items)).toEqual([ids.at(-1), ids.at(-2)]);
	});

	it('gives what it has found when reading the list takes too long, and says so', async () => {
		await startRuns(250);
		used.simulator.addFault({ path: '/v1/runs$', kind: 'hold' });
		const listing = getMany('', all);
		await waitUntil(() => callsTo(used.simulator, /\/v1\/runs$/).length === 1);
		jumpAhead(6 * 60_000);
		used.simulator.clearFaults();
		const { items, hints } = await listing;
		expect(items).toHaveLength(100);
		expect(hints?.[0]?.message).toMatch('Only 100 of 250 runs of Noxus were read');
	});

	it.each([0, 1.5, 'many'])('takes no limit of %j', async (limit) => {
		const { error } = await getMany(WORKFLOWS.echo, { limit });
		expect(error?.message).toMatch(/^Limit must be a whole number of 1 or more, not /);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('has no items where there are no runs', async () => {
		const { items, status } = await getMany(WORKFLOWS.echo);
		expect(status).toBe('success');
		expect(items).toEqual([]);
	});

	it('takes a bare list too', async () => {
		const items = [{ id: 'r1', status: 'failed' }];
		used.simulator.addFault({ path: '/runs$', kind: 'status', statusCode: 200, body: items });
		const { items: found } = await getMany(WORKFLOWS.echo);
		expect(idsOf(found)).toEqual(['r1']);
	});

	it('says so when what answers is no Noxus', async () => {
		const page = { path: '/runs$', kind: 'status', statusCode: 200, body: '<p>Hello</p>' } as const;
		used.simulator.addFault(page);
		const { error } = await getMany('');
		expect(error?.message).toMatch('does not look like the Noxus API');
	});
});
