import type { SimulatedRun } from './run';

/** A run as `GET /_simulator/runs` shows it. */
export function runForSteering(run: SimulatedRun): Record<string, unknown> {
	return {
		id: run.id,
		workflowId: run.workflowId,
		workspaceId: run.workspaceId,
		keyName: run.request.identity.keyName,
		mode: run.request.mode,
		status: run.status,
		createBody: run.createBody,
		input: run.input,
		output: run.output,
		error: run.error,
		callbackUrl: run.callbackUrl,
		createdAt: run.createdAt,
		startedAt: run.startedAt,
		finishedAt: run.finishedAt,
		events: run.log.all,
	};
}
