import type { FinishedExecution } from '../api/flowAnswer';
import type { RecordedExecution } from '../api/session';
import { isFinal } from '../executionKind';
import { errorOf, groupSteps, outputOf, type StepGroup } from './recordedSteps';

/** A loop counts the blocks in it once. */
function countBlocks({ inside }: StepGroup): number {
	return Math.max(1, new Set(inside.map(({ stepId }) => stepId)).size);
}

/** What /execute would have answered, made of a recording; undefined if that had not ended. Pure. */
export function recordedAnswer(execution: RecordedExecution): FinishedExecution | undefined {
	const { executionId, flowId, status } = execution;
	if (status === null || !isFinal(status)) return undefined;
	const groups = groupSteps(execution);
	const last = groups.at(-1);
	const output = last === undefined ? null : outputOf(last.step);
	return {
		kind: 'finished',
		executionId,
		flowId,
		status,
		result: status === 'completed' ? output : errorOf(execution),
		blockCount: groups.map(countBlocks).reduce((sum, count) => sum + count, 0),
	};
}
