import { WORKFLOWS, WORKSPACES, type SimulatedRun } from '../../../simulator/noxus';
import { finish } from '../../unit/simulator/support/client';
import { ALL_STATUSES, endedRuns } from '../support/endedRuns';
import { RunFinished } from '../support/runFinished';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { watching, endRuns } = endedRuns(used);

describe('what Noxus Run Finished Trigger leaves out', () => {
	it('are statuses that are not chosen, also when they are chosen later', async () => {
		const trigger = await watching({ statuses: ['failed'] });
		await endRuns(1);
		const failed = await finish(used.simulator, 'fail', {});
		expect(await trigger.runIds()).toEqual([failed.id]);
		trigger.restart({ sameProcess: true, parameters: { statuses: ALL_STATUSES } });
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
		const runs = used.simulator.runs as SimulatedRun[];
		runs.splice(
			runs.findIndex(({ id }) => id === gone),
			1,
		);
		for (let looks = 0; looks < 3; looks++) expect(await trigger.look()).toBeNull();
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
