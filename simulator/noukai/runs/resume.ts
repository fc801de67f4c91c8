import { coded } from '../http/errors';
import type { RunRequest } from '../http/runRequest';
import { checkToolResults } from '../http/tools';
import type { Step } from '../flows/flow';
import type { NoukaiSettings } from '../settings';

/** Checks the results of tools that a call brings (contract 5), for the step that asked. */
export function checkResume(
	run: RunRequest,
	step: Step | undefined,
	{ maxToolIterations }: NoukaiSettings,
): void {
	if (step?.kind !== 'block' || !step.hasTools) {
		throw coded('PAUSED_STEP_INVALID', 'The step did not ask for tools');
	}
	checkToolResults(run.toolCallMessages ?? []);
	if (run.iterationsUsed >= maxToolIterations) {
		throw coded('TOOL_ITERATION_LIMIT', `At most ${maxToolIterations} rounds of tool calls`);
	}
}
