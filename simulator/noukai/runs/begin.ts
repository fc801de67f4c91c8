import type { FastifyRequest } from 'fastify';

import { checkModelsRead } from '../http/attachments';
import { sessionIdOf } from '../http/callLog';
import { coded } from '../http/errors';
import { checkFresh, type RunRequest } from '../http/runRequest';
import { checkToolsFit } from '../http/tools';
import type { RunTarget } from '../routes/flowPaths';
import type { NoukaiState } from '../state';
import { runStarted } from './events';
import { Execution, type NewExecution } from './execution';
import type { SegmentRequest } from './segment';

/** What differs between the ways to begin an execution. */
type Way = Pick<NewExecution, 'trigger' | 'callback'>;

/** Checks a fresh call and begins its execution. */
export function beginExecution(
	target: RunTarget,
	way: Way,
	run: RunRequest,
	request: FastifyRequest,
	state: NoukaiState,
): Execution {
	checkFresh(run);
	checkModelsRead(run.inputs.attachments, target.steps);
	checkToolsFit(run.tools, target.steps);
	const { flow, steps, version, caller } = target;
	const execution = new Execution({
		...way,
		flow,
		steps,
		version,
		keyName: caller.keyName,
		sessionId: sessionIdOf(request),
		inputs: run.inputs,
		requestBody: request.body,
		isTraced: run.isTraced,
		captureMode: run.isTraced ? 'full' : state.settings.captureMode,
		earlierExecutions: state.executions.filter(({ start }) => start.flow === flow).length,
	});
	state.executions.push(execution);
	execution.log.push(runStarted(execution));
	return execution;
}

/**
 * An execution of this flow that a later call continues, with `mayBeOver` also one that has ended.
 * Throws EXECUTION_ID_INVALID.
 */
export function continueExecution(
	{ flow }: RunTarget,
	executionId: string,
	body: unknown,
	state: NoukaiState,
	mayBeOver = false,
): Execution {
	const execution = state.executions.find(({ id }) => id === executionId);
	const isUsable = execution?.start.flow === flow && (mayBeOver || !execution.isOver);
	if (execution === undefined || !isUsable) {
		throw coded('EXECUTION_ID_INVALID', `There is no execution ${executionId} to continue`);
	}
	execution.continuations.push(body);
	return execution;
}

/** The steps of a call that runs a flow from one step to its end. */
export function segmentOf(run: RunRequest, fromIndex: number): SegmentRequest {
	return {
		fromIndex,
		untilIndex: Infinity,
		outputs: run.outputs,
		blockOverrides: run.blockOverrides,
		tools: run.tools,
		toolChoice: run.toolChoice,
		conversation: run.toolCallMessages,
		iterationsUsed: run.iterationsUsed,
	};
}
