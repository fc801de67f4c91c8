import { ApiError } from '../../http/errors';
import { inListOrder, pageOf } from '../../http/paging';
import { pageRequest, uuidInPath, type Query } from '../../http/parameters';
import { identityIn, type Routes } from '../http/context';
import { findRun, findWorkflow } from '../lookups';
import { runWithoutOutput, simplifiedRun } from '../runs/present';
import { isTerminal } from '../runs/run';

interface ById {
	Params: { workflow_id: string; run_id: string };
	Querystring: Query;
}

/** Reads, lists and stops runs (contract 2.4 to 2.7). */
export const runRoutes: Routes = (app, { state, engine }) => {
	const { settings } = state;

	app.get<ById>('/v1/workflows/:workflow_id/runs/:run_id', async (request) => {
		const identity = identityIn(request);
		const workflowId = uuidInPath(request.params, 'workflow_id');
		const run = findRun(uuidInPath(request.params, 'run_id'), identity, state);
		const isStrict = settings.runAtOtherWorkflow === '404';
		if (isStrict && run.workflowId !== workflowId) throw new ApiError(404, 'Run not found');
		return simplifiedRun(run, settings);
	});

	app.get<ById>('/v1/runs/:run_id', async (request) => {
		const runId = uuidInPath(request.params, 'run_id');
		return runWithoutOutput(findRun(runId, identityIn(request), state), settings);
	});

	app.get<ById>('/v1/workflows/:workflow_id/runs', async (request) => {
		const paging = pageRequest(request.query);
		const workflowId = uuidInPath(request.params, 'workflow_id');
		const { id } = findWorkflow(workflowId, identityIn(request), state);
		const runs = state.runs.filter((run) => run.workflowId === id);
		const page = pageOf(inListOrder(runs, settings.listOrder), paging);
		return { ...page, items: page.items.map((run) => simplifiedRun(run, settings)) };
	});

	app.get<ById>('/v1/runs', async (request) => {
		const paging = pageRequest(request.query);
		const { workspaceId } = identityIn(request);
		const runs = state.runs.filter((run) => run.workspaceId === workspaceId);
		const page = pageOf(inListOrder(runs, settings.listOrder), paging);
		return { ...page, items: page.items.map((run) => runWithoutOutput(run, settings)) };
	});

	app.post<ById>('/v1/runs/:run_id/stop', async (request) => {
		const run = findRun(uuidInPath(request.params, 'run_id'), identityIn(request), state);
		if (!isTerminal(run.status)) {
			engine.stop(run);
		} else if (settings.stopFinishedMode !== 'unchanged') {
			throw new ApiError(Number(settings.stopFinishedMode), `The run is already ${run.status}`);
		}
		return simplifiedRun(run, settings);
	});
};
