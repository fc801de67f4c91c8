import type { FastifyRequest } from 'fastify';

import type { FlowParams } from '../flows/resolve';
import { BodyReader } from '../http/bodyReader';
import type { Routes } from '../http/context';
import { checkToolsFit } from '../http/tools';
import { readRunRequest, type RunRequest } from '../http/runRequest';
import { beginExecution, continueExecution, segmentOf } from '../runs/begin';
import type { Execution } from '../runs/execution';
import { finishedBody, pausedBody } from '../runs/present';
import { checkResume } from '../runs/resume';
import { runSegment } from '../runs/runner';
import type { NoukaiState } from '../state';
import { targetOf, versionedPaths, type RunTarget } from './flowPaths';

type ExecuteRequest = FastifyRequest<{ Params: FlowParams }>;

/** Runs a flow and answers at its end, or when it waits for tools (contract 4, 5). */
export const executeRoutes: Routes = (app, { state }) => {
	const { settings } = state;
	for (const path of versionedPaths('execute')) {
		app.post(path, async (request: ExecuteRequest) => {
			const target = targetOf(request, state);
			const run = readRunRequest(new BodyReader(request.body), settings);
			const { execution, fromIndex } = isResume(run)
				? resumed(target, run, request, state)
				: { execution: begin(target, run, request, state), fromIndex: 0 };
			const end = await runSegment(execution, segmentOf(run, fromIndex), state);
			if (end.kind === 'paused') return pausedBody(execution, end, settings);
			return finishedBody(execution, settings);
		});
	}
};

/** All three together are how the server detects a resume (contract 5). */
function isResume({ executionId, pausedAtStep, toolCallMessages }: RunRequest): boolean {
	return executionId !== null && pausedAtStep !== null && toolCallMessages !== null;
}

function begin(
	target: RunTarget,
	run: RunRequest,
	request: ExecuteRequest,
	state: NoukaiState,
): Execution {
	const way = { trigger: 'execute' as const, callback: null };
	return beginExecution(target, way, { ...run, outputs: {} }, request, state);
}

function resumed(
	target: RunTarget,
	run: RunRequest,
	{ body }: ExecuteRequest,
	state: NoukaiState,
): { execution: Execution; fromIndex: number } {
	const fromIndex = target.steps.findIndex(({ stepId }) => stepId === run.pausedAtStep);
	checkToolsFit(run.tools, target.steps);
	checkResume(run, target.steps[fromIndex], state.settings);
	const execution = continueExecution(target, run.executionId ?? '', body, state);
	return { execution, fromIndex };
}
