import { WORKFLOWS } from '../../../simulator/noxus';
import { call, json } from '../../unit/simulator/support/client';
import { jumpAhead } from '../support/clock';
import { endedRuns, LISTS, sorted } from '../support/endedRuns';
import { callsTo, ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { watching, endRuns, endAt } = endedRuns(used);

const READS_AT_ONCE = 10;

/** The list as Noxus gives it, but it does not say of which workflow the runs are. */
async function listWithoutWorkflows(workflowId: string | null): Promise<void> {
	const page = await json<{ items: object[] }>(call(used.simulator, '/v1/runs?size=100'));
	const items = page.items.map((item) => ({ ...item, workflow_id: workflowId }));
	const body = { ...page, items };
	used.simulator.addFault({ path: LISTS.source, kind: 'status', statusCode: 200, body });
}

describe('the runs that Noxus Run Finished Trigger reads', () => {
	it.each(['', null])('are found where their list gives %j as workflow', async (workflowId) => {
		const trigger = await watching();
		const ids = await endRuns(3);
		await listWithoutWorkflows(workflowId);
		const items = await trigger.items();
		expect(sorted(items.map(({ json: { runId } }) => runId))).toEqual(sorted(ids));
		expect(items.map(({ json: { workflowId: id } }) => id)).toEqual(Array(3).fill(WORKFLOWS.echo));
		expect(await trigger.look()).toBeNull();
	});

	it('come later where the workflow of one cannot be looked up', async () => {
		const trigger = await watching();
		const [bad = '', ...good] = await endRuns(3);
		await listWithoutWorkflows('');
		const path = `^/v1/runs/${bad}$`;
		used.simulator.addFault({ path, kind: 'status', statusCode: 403 });
		expect(sorted(await trigger.runIds())).toEqual(sorted(good));
		used.simulator.clearFaults();
		expect(await trigger.runIds()).toEqual([bad]);
	});

	it('are returned in the order of their ends, whatever the order of the list', async () => {
		used.simulator.settings.listOrder = 'random';
		const trigger = await watching();
		const ids = await endRuns(60);
		endAt(ids, (i) => (i * 7) % 60);
		const minutes = ids.map((id, i) => [(i * 7) % 60, id] as const).sort(([a], [b]) => a - b);
		expect(await trigger.runIds()).toEqual(minutes.map(([, id]) => id));
	});

	it('are left alone where Noxus is unreachable', async () => {
		const trigger = await watching();
		const ids = await endRuns(40);
		const before = callsTo(used.simulator, ONE_RUN).length;
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'status', statusCode: 502 });
		await expect(trigger.look()).rejects.toThrow('502');
		const paths = callsTo(used.simulator, ONE_RUN).slice(before);
		expect(new Set(paths.map(({ path }) => path)).size).toBeLessThan(READS_AT_ONCE + 3);
		used.simulator.clearFaults();
		expect(sorted(await trigger.runIds())).toEqual(sorted(ids));
	});

	it('are all read where some of them are refused', async () => {
		const trigger = await watching();
		const ids = await endRuns(40);
		const [bad, good] = [ids.slice(0, 20), ids.slice(20)];
		const path = `/runs/(${bad.join('|')})$`;
		used.simulator.addFault({ path, kind: 'status', statusCode: 422 });
		expect(sorted(await trigger.runIds())).toEqual(sorted(good));
		used.simulator.clearFaults();
		expect(sorted(await trigger.runIds())).toEqual(sorted(bad));
	});

	it('are those for which there is time, and the others come with the next look', async () => {
		const trigger = await watching();
		const ids = await endRuns(30);
		const before = callsTo(used.simulator, ONE_RUN).length;
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'hold' });
		const looking = trigger.runIds();
		await waitUntil(() => callsTo(used.simulator, ONE_RUN).length === before + READS_AT_ONCE);
		jumpAhead(3_600_000);
		used.simulator.clearFaults();
		const found = await looking;
		expect(found).toHaveLength(READS_AT_ONCE);
		expect(sorted([...found, ...(await trigger.runIds())])).toEqual(sorted(ids));
		expect(await trigger.look()).toBeNull();
	});
});
