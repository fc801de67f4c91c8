import { type SimulatedRun, UNTIL_HURRIED_MS, WORKFLOWS } from '../../simulator/noxus';
import { startRun } from '../n8n/support/callbacks';
import { parkedWorkflow, type ParkedWorkflow } from '../n8n/support/parkedWorkflow';
import { waitUntil, type WorkflowFile } from '../../n8n-harness';
import { CREDENTIALS, link, node } from '../n8n/support/workflows';
import type { ClusterFixture } from './fixture';
import { STEP_LIMIT_MS } from './limits';
import { UnderWay } from './underWay';

type Settings = WorkflowFile['settings'];

function workflowOf(settings: Settings, given: ParkedWorkflow): WorkflowFile {
	return { ...parkedWorkflow(given), settings };
}

/** Paused: no worker has them. */
export async function setAside(fixture: ClusterFixture, settings: Settings): Promise<UnderWay> {
	const given = { path: 'kill-set-aside', noxusWorkflowId: WORKFLOWS.askHuman };
	const underWay = await UnderWay.start(fixture, workflowOf(settings, given));
	await underWay.setAside();
	return underWay;
}

/** Waiting in place: each has the stream of its run open. */
export async function waitingInPlace(
	fixture: ClusterFixture,
	settings: Settings,
): Promise<UnderWay> {
	const parameters = { whenLong: 'keepWaiting' };
	const given = { path: 'kill-in-place', noxusWorkflowId: WORKFLOWS.slow, parameters };
	const underWay = await UnderWay.start(fixture, workflowOf(settings, given));
	await underWay.reachOnAllWorkers(async () => {
		await underWay.untilCalled(({ id }) => `/v1/runs/${id}/events`);
	});
	return underWay;
}

/** About to be paused: the read of the run before that is held until the faults are cleared. */
export async function beingParked(fixture: ClusterFixture, settings: Settings): Promise<UnderWay> {
	const noxusWorkflowId = WORKFLOWS.askHuman;
	const runs = `/v1/workflows/${noxusWorkflowId}/runs`;
	fixture.simulator.addFault({ method: 'GET', path: `^${runs}/[^/]+$`, kind: 'hold' });
	const given = { path: 'kill-being-parked', noxusWorkflowId };
	const underWay = await UnderWay.start(fixture, workflowOf(settings, given));
	await underWay.reachOnAllWorkers(async () => {
		await underWay.untilCalled(({ id }) => `${runs}/${id}`);
	});
	return underWay;
}

/** Resumed by callbacks, and at work on a node behind, which waits for one run: the gate. */
export async function resumed(
	fixture: ClusterFixture,
	settings: Settings,
): Promise<{ resumed: UnderWay; gateRun: SimulatedRun }> {
	const { simulator } = fixture;
	const gateRunId = await startRun(simulator, WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
	const gateRun = simulator.runs.find(({ id }) => id === gateRunId);
	if (!gateRun) throw new Error('The run of the gate was not started');
	const given = { path: 'kill-resumed', noxusWorkflowId: WORKFLOWS.askHuman };
	const file = withGate(workflowOf(settings, given), gateRunId);
	const underWay = await UnderWay.start(fixture, file);
	const path = `/v1/runs/${gateRunId}/events`;
	const atGate = () =>
		simulator.calls.filter((call) => call.path === path && call.endedAt === undefined);
	let answered = 0;
	await underWay.reachOnAllWorkers(async () => {
		for (const { runs } of await underWay.setAside(answered)) {
			for (const { id } of runs) simulator.answerRun(id);
			answered += 1;
		}
		const areThere = () => atGate().length === answered;
		await waitUntil(areThere, { what: 'all to continue', limitMs: STEP_LIMIT_MS });
	});
	return { resumed: underWay, gateRun };
}

/** Puts Run: Wait between Noxus and the node behind it. */
function withGate(file: WorkflowFile, runId: string): WorkflowFile {
	const parameters = { resource: 'run', operation: 'wait', runId };
	const gate = node('Gate', 'n8n-nodes-noxus.noxus', 3, { parameters, credentials: CREDENTIALS });
	return {
		...file,
		nodes: [...file.nodes, gate],
		connections: { ...file.connections, Noxus: link('Gate', 'Error'), Gate: link('Regular') },
	};
}
