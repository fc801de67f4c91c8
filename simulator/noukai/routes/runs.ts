import { ApiError } from '../../http/errors';
import type { Query } from '../../http/parameters';
import { findFlow, type FlowParams } from '../flows/resolve';
import { callerOf, type Routes } from '../http/context';
import { coded } from '../http/errors';
import type { Identity } from '../identities';
import type { Execution } from '../runs/execution';
import { flowRun, wholeTrace } from '../runs/presentTrace';
import type { NoukaiState } from '../state';
import { FLOW_PATH } from './flowPaths';
import { stepTraceAnswer, streamTrace } from './traceAnswers';

interface ByRun {
	Params: FlowParams & { id: string; stepId: string };
	Querystring: Query;
}

/** Traces below a flow's own path, as both SDKs read them (contract 9, family A). */
export const runRoutes: Routes = (app, { state }) => {
	const path = `${FLOW_PATH}/runs/:id`;
	app.get<ByRun>(path, async (request) => flowRun(find(request, state), state.settings));
	app.get<ByRun>(`${path}/trace`, async (request) =>
		wholeTrace(find(request, state), state.settings),
	);
	app.get<ByRun>(`${path}/steps/:stepId/trace`, async (request) =>
		stepTraceAnswer(find(request, state), request.params.stepId, request.query, state),
	);
	app.get<ByRun>(`${path}/trace/stream`, (request, reply) => {
		void streamTrace(find(request, state), request, reply, state);
	});
};

function find(
	request: { params: ByRun['Params']; caller: Identity | null },
	state: NoukaiState,
): Execution {
	const caller = callerOf(request);
	const { runTracesStatus } = state.settings;
	// Section 20: deployments that take a JWT only.
	if (runTracesStatus !== 200 && caller.project !== null) {
		throw new ApiError(runTracesStatus, 'API keys are not accepted here');
	}
	const flow = findFlow(request.params, caller, state);
	const { id } = request.params;
	const execution = state.executions.find((candidate) => candidate.id === id);
	if (execution?.start.flow === flow) return execution;
	throw coded('RUN_NOT_FOUND', `Run ${id} not found`);
}
