import type { FastifyRequest } from 'fastify';

import { findFlow, type FlowParams } from '../flows/resolve';
import { blocksOf } from '../flows/flow';
import { BodyReader } from '../http/bodyReader';
import { callerOf, type Routes, type Services } from '../http/context';
import { coded } from '../http/errors';
import { forJob, readRunRequest } from '../http/runRequest';
import { beginExecution, segmentOf } from '../runs/begin';
import type { Execution } from '../runs/execution';
import { jobBody } from '../runs/present';
import { runSegment } from '../runs/runner';
import { readCallback } from '../webhooks/callback';
import { FLOW_PATH, targetOf, versionedPaths } from './flowPaths';

/** Submits and reads jobs (contract 6). */
export const jobRoutes: Routes = (app, services) => {
	const { state } = services;
	const { settings } = state;
	for (const path of versionedPaths('jobs')) {
		app.post(path, async (request: FastifyRequest<{ Params: FlowParams }>, reply) => {
			const target = targetOf(request, state);
			const reader = new BodyReader(request.body);
			const run = forJob(readRunRequest(reader, settings), reader, settings);
			if (run.tools.length > 0) {
				throw coded('TOOLS_REQUIRE_SYNC_EXECUTE', 'A job cannot call tools');
			}
			const way = { trigger: 'job' as const, callback: readCallback(reader, settings) };
			const execution = beginExecution(target, way, run, request, state);
			void work(execution, { ...segmentOf(run, 0), outputs: {} }, services);
			reply.code(settings.jobStatusCode);
			const { id: executionId } = execution;
			const blockCount = blocksOf(target.steps).length;
			return { executionId, status: 'started', flowId: target.flow.id, blockCount };
		});
	}

	app.get<{ Params: FlowParams & { id: string } }>(`${FLOW_PATH}/jobs/:id`, async (request) => {
		const flow = findFlow(request.params, callerOf(request), state);
		const { id } = request.params;
		const job = state.executions.find((execution) => execution.id === id);
		const isJob = job?.start.flow === flow && job.start.trigger === 'job';
		if (!isJob || Date.now() < job.createdAt.getTime() + settings.jobAppearsAfterMs) {
			throw coded('JOB_NOT_FOUND', `Job ${id} not found`);
		}
		return jobBody(job, settings);
	});
};

/** The life of a job: queued, run, then reported. */
async function work(
	execution: Execution,
	segment: ReturnType<typeof segmentOf>,
	{ state, webhooks }: Services,
): Promise<void> {
	await execution.rest(state.settings.queueMs, state.timers);
	await runSegment(execution, segment, state);
	webhooks.schedule(execution);
}
