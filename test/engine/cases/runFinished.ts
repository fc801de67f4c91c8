import { WORKFLOWS } from '../../../simulator/noxus';
import { finish, runWhen, startRun } from '../../unit/simulator/support/client';
import { ALL_STATUSES, endedRuns, sorted } from '../support/endedRuns';
import { callsTo, ONE_RUN } from '../support/noxusCalls';
import { RunFinished } from '../support/runFinished';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { watching, endRuns, endAt, runOf } = endedRuns(used);

describe('Noxus Run Finished Trigger', () => {
	it('reports nothing of what was there, and then each run once with its output', async () => {
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

	it('reports a question, the next one, and the end', async () => {
		const trigger = await watching({ statuses: ALL_STATUSES });
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

	it('reports a run that continues while it is read once, in its new status', async () => {
		const trigger = await watching({ statuses: ALL_STATUSES });
		const { id } = await startRun(used.simulator, 'askHuman', {});
		await runOf(id).until((status) => status === 'awaiting_human_feedback');
		used.simulator.addFault({ path: `/runs/${id}$`, kind: 'hold', times: 1 });
		const looking = trigger.items();
		await waitUntil(() => callsTo(used.simulator, ONE_RUN).length === 1);
		used.simulator.answerRun(id);
		await runOf(id).until((status) => status === 'completed');
		used.simulator.clearFaults();
		expect(await looking).toEqual([]);
		expect((await trigger.items()).map(({ json }) => json.status)).toEqual(['completed']);
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
		await expect(trigger.execute([{ json: {} }], 'manual')).rejects.toThrow(
			'No matching run was found',
		);
	});
});
