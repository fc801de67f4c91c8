import type { FastifyRequest } from 'fastify';

import type { FlowParams } from '../flows/resolve';
import type { Routes } from '../http/context';
import { coded } from '../http/errors';
import { EventStream } from '../http/eventStream';
import { readStepRequest, type StepRequest } from '../http/stepRequest';
import { checkToolsFit } from '../http/tools';
import { beginExecution, continueExecution, segmentOf } from '../runs/begin';
import type { Execution } from '../runs/execution';
import { checkResume } from '../runs/resume';
import { runSegment } from '../runs/runner';
import { inSegment, pausedForTools, segmentStarted, stepPaused } from '../runs/stepEvents';
import type { NoukaiState } from '../state';
import { targetOf, versionedPaths, type RunTarget } from './flowPaths';

type StepCall = FastifyRequest<{ Params: FlowParams }>;

/** Runs one step of a flow, or all that are left, as a stream of events (contract 7, 8). */
export const stepRoutes: Routes = (app, { state }) => {
	for (const path of versionedPaths('step')) {
		app.post(path, (call: StepCall, reply) => {
			if (call.params.version === 'v0') {
				throw coded('INVALID_VERSION', 'The draft cannot be stepped through');
			}
			const target = targetOf(call, state);
			const step = readStepRequest(call.body, target.steps.length, state.settings);
			const execution = executionOf(target, step, call, state);
			const stream = new EventStream(call, reply, state);
			if (stream.open()) void streamSegment(execution, step, stream, state);
		});
	}
};

function executionOf(
	target: RunTarget,
	step: StepRequest,
	call: StepCall,
	state: NoukaiState,
): Execution {
	const { executionId, toolCallMessages, stepIndex, tools } = step;
	if (executionId === null) {
		return beginExecution(target, { trigger: 'step', callback: null }, step, call, state);
	}
	checkToolsFit(tools, target.steps);
	if (toolCallMessages !== null) checkResume(step, target.steps[stepIndex], state.settings);
	return continueExecution(
		target,
		executionId,
		call.body,
		state,
		state.settings.stepEndedExecutions,
	);
}

async function streamSegment(
	execution: Execution,
	step: StepRequest,
	stream: EventStream,
	state: NoukaiState,
): Promise<void> {
	const { settings } = state;
	const { stepIndex, runRemaining, executionId } = step;
	const isFirst = executionId === null;
	if (isFirst || settings.runStartedEachSegment) stream.send(segmentStarted(execution, settings));
	const untilIndex = runRemaining ? Infinity : stepIndex + 1;
	const segment = { ...segmentOf(step, stepIndex), untilIndex };
	const end = await runSegment(execution, segment, state, (event) =>
		stream.send(inSegment(event, stepIndex)),
	);
	if (end.kind === 'paused') stream.send(pausedForTools(execution, end, settings));
	if (end.kind === 'stepsLeft') stream.send(stepPaused(execution, stepIndex, settings));
	await stream.finish();
}
