import type { Routes } from '../http/context';
import { simplifiedRun } from '../runs/present';
import { createRun, type CreateRunRequest } from './createRun';

/** Starts a run and answers at once (contract 2.2). */
export const startRunRoutes: Routes = (app, services) => {
	const { settings } = services.state;
	app.post('/v1/workflows/:workflow_id/runs', async (request: CreateRunRequest, reply) => {
		const run = createRun(request, 'async', services);
		reply.code(settings.httpCreatedStatus);
		return simplifiedRun(run, settings);
	});
};
