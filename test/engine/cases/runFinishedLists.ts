import { randomUUID } from 'node:crypto';

import type { SimulatedRun } from '../../../simulator/noxus';
import { call } from '../../unit/simulator/support/client';
import { endedRuns, LISTS, sorted } from '../support/endedRuns';
import { callsTo, mostAtOnce, ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { watching, endRuns, endAt, runOf } = endedRuns(used);

describe('the lists that Noxus Run Finished Trigger reads', () => {
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

	it('gives them once also if each page is shuffled anew', async () => {
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
		const listsBefore = callsTo(used.simulator, LISTS).length;
		// A run of the first page is deleted after it was read: the first of the second page slips.
		used.simulator.addFault({ path: LISTS.source, kind: 'hold', skip: 1, times: 1 });
		const looking = trigger.runIds();
		await waitUntil(() => callsTo(used.simulator, LISTS).length === listsBefore + 2);
		const runs = used.simulator.runs as SimulatedRun[];
		runs.splice(runs.indexOf(runOf(before[0] ?? '')), 1);
		used.simulator.clearFaults();
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
		// Without it, requests take no time and are never open at the same one.
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'delay', delayMs: 20 });
		expect(await trigger.runIds()).toEqual(ids.slice(500));
		expect(await trigger.runIds()).toEqual([]);
		expect(mostAtOnce(callsTo(used.simulator, ONE_RUN))).toBe(10);
	});

	it('reports nothing of before where the first list had holes', async () => {
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
