import { WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { answeredItems, answerQuestions, begin } from '../support/parked';
import { ParkedExecution } from '../support/ParkedExecution';
import { parentWorkflow, triggeredWorkflow } from '../support/parkedWorkflow';
import { itemsOf, type N8nServer } from '../../../n8n-harness';

const QUESTIONS = [0, 1, 2].map((item) => ({ Question: `question ${item}` }));

async function addChild(n8n: N8nServer, path: string, noxusWorkflowId: string): Promise<string> {
	const file = triggeredWorkflow({ path, noxusWorkflowId }, 'executeWorkflowTrigger');
	return (await n8n.addWorkflow(file)).id;
}

/** Pause Execution in a workflow that another one has called. */
export function parkingSubWorkflowCases(fixture: () => Fixture): void {
	const expectParked = async () => {
		const childId = await addChild(fixture().n8n, 'park-child', WORKFLOWS.askHuman);
		const parent = await begin(fixture(), parentWorkflow('park-parent', childId), QUESTIONS);
		const parked = new ParkedExecution(fixture(), childId);
		await parked.untilRuns(3);
		await parked.untilParked();
		await parent.untilParked();
		await parked.untilAsking();
		await answerQuestions(fixture(), parked.runs);
		const output = answeredItems(3).map(({ json }) => ({ json }));
		const inChild = await parked.finished();
		expect(itemsOf(inChild, 'Regular')).toMatchObject(output);
		const execution = await parent.finished();
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Regular')).toMatchObject(output);
		expect(parked.runs).toHaveLength(3);
	};

	/** A parent of n8n 1 would get the child's input instead of what the child gives. */
	const expectInPlace = async () => {
		const childId = await addChild(fixture().n8n, 'in-place-child', WORKFLOWS.slow);
		const items = [{ Milliseconds: 1500 }, { Milliseconds: 1600 }];
		const parent = await begin(fixture(), parentWorkflow('in-place-parent', childId), items);
		const execution = await parent.finished();
		expect(execution.status).toBe('success');
		const slept = ['slept 1500 ms', 'slept 1600 ms'];
		expect(itemsOf(execution, 'Regular')).toMatchObject(
			slept.map((Result) => ({ json: { status: 'completed', output: { Result } } })),
		);
		const [child] = await fixture().n8n.finishedExecutions(childId, 1);
		const runs = Object.values(child?.data?.resultData.runData ?? {}).flat();
		const reason = expect.stringContaining(
			'kept running: in this version of n8n, a paused sub-workflow',
		) as string;
		expect(runs.flatMap(({ hints }) => hints ?? [])).toMatchObject([{ message: reason }]);
	};

	test('in a sub-workflow: the parent continues with its data', async () => {
		await (fixture().n8n.isN8n1 ? expectInPlace() : expectParked());
	});

	test('in a sub-workflow: a hint says what n8n does if it is called for each item', async () => {
		const { n8n } = fixture();
		if (n8n.isN8n1) return;
		const childId = await addChild(n8n, 'park-child-hint', WORKFLOWS.askHuman);
		const parent = parentWorkflow('park-parent-hint', childId);
		await begin(fixture(), parent, QUESTIONS.slice(0, 1));
		const parked = new ParkedExecution(fixture(), childId);
		await parked.untilRuns(1);
		await parked.untilParked();
		const [child] = n8n.executions({ workflowId: childId });
		const runs = Object.values(child?.data?.resultData.runData ?? {}).flat();
		const reason = expect.stringContaining('once for each item') as string;
		expect(runs.flatMap(({ hints }) => hints ?? [])).toMatchObject([{ message: reason }]);
		await parked.untilAsking();
		await answerQuestions(fixture(), parked.runs);
		expect((await parked.finished()).status).toBe('success');
	});
}
