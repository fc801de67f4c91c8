import { invalid, missing } from '../../http/errors';
import { single, type Query } from '../../http/parameters';
import { flowById } from '../flows/catalog';
import { callerOf, type Routes } from '../http/context';
import { coded } from '../http/errors';
import { canReach, type Identity } from '../identities';
import type { Execution } from '../runs/execution';
import { flowRun, wholeTrace } from '../runs/presentTrace';
import type { NoukaiState } from '../state';
import { limitIn } from './listLimit';
import { stepTraceAnswer, streamTrace } from './traceAnswers';

interface ByRun {
	Params: { id: string; stepId: string };
	Querystring: Query;
}

const STATUSES = ['running', 'completed', 'failed', 'cancelled'];

/** Traces and the list of runs, as the docs have them (contract 9, family B). */
export const flowRunRoutes: Routes = (app, { state }) => {
	const { settings } = state;
	app.get<{ Querystring: Query }>('/flow-runs', async (request) => {
		const runs = listed(request.query, callerOf(request), state);
		const { flowRunsCursor } = settings;
		return { runs, ...(flowRunsCursor === null ? {} : { nextCursor: flowRunsCursor }) };
	});
	app.get<ByRun>('/flow-runs/:id/trace', async (request) =>
		wholeTrace(find(request, state), settings),
	);
	app.get<ByRun>('/flow-runs/:id/steps/:stepId/trace', async (request) =>
		stepTraceAnswer(find(request, state), request.params.stepId, request.query, state),
	);
	app.get<ByRun>('/flow-runs/:id/trace/stream', (request, reply) => {
		void streamTrace(find(request, state), request, reply, state);
	});
};

/** The runs of a flow, newest first. The cursor is reserved, so it is ignored. */
function listed(query: Query, caller: Identity, { executions, settings }: NoukaiState) {
	const flowId = single(query.flow_id);
	if (flowId === undefined) throw invalid(missing('query', 'flow_id'));
	const status = single(query.status);
	if (status !== undefined && !STATUSES.includes(status)) {
		const msg = `Input should be ${STATUSES.join(', ')}`;
		throw invalid({ loc: ['query', 'status'], msg, type: 'enum' });
	}
	const limit = limitIn(query);
	const flow = flowById(flowId);
	if (flow === undefined) return [];
	checkAccess(flow.path, caller);
	return executions
		.filter(({ start }) => start.flow === flow)
		.map((execution) => flowRun(execution, settings))
		.filter((run) => status === undefined || run.status === status)
		.reverse()
		.slice(0, limit)
		.map((run) => (settings.flowRunFields === 'full' ? run : minimal(run)));
}

function minimal({ id, flowId, status, triggerType }: Record<string, unknown>) {
	return { id, flowId, status, triggerType };
}

function find(
	request: { params: { id: string }; caller: Identity | null },
	{ executions, settings }: NoukaiState,
): Execution {
	const { id } = request.params;
	const idOf = (execution: Execution) =>
		settings.flowRunIds === 'own' ? execution.ownFlowRunId : execution.id;
	const execution = executions.find((candidate) => idOf(candidate) === id);
	if (execution === undefined) throw coded('RUN_NOT_FOUND', `Flow run ${id} not found`);
	checkAccess(execution.start.flow.path, callerOf(request));
	return execution;
}

/** Contract 9: 403 if the caller lacks the project. */
function checkAccess(flowPath: string, caller: Identity): void {
	const project = flowPath.slice(0, flowPath.lastIndexOf('/'));
	if (!canReach(caller, project)) throw coded('FORBIDDEN', 'No access to this project');
}
