import type { NoukaiSettings } from '../settings';
import { BodyReader } from './bodyReader';
import { coded } from './errors';
import { readRunRequest, type RunRequest } from './runRequest';

/** A call of /step (contract 7). */
export interface StepRequest extends RunRequest {
	stepIndex: number;
	runRemaining: boolean;
}

/** Reads and checks the body. The client owns the cursor, so a wrong one is refused here. */
export function readStepRequest(
	body: unknown,
	stepCount: number,
	settings: NoukaiSettings,
): StepRequest {
	const reader = new BodyReader(body);
	const stepIndex = reader.count('stepIndex');
	const runRemaining = reader.flag('runRemaining');
	const overrides = reader.record('inputOverrides');
	const run = readRunRequest(reader, settings);
	if (stepIndex < 0 || stepIndex >= stepCount) {
		throw coded('INVALID_STEP_INDEX', `The flow has steps 0 to ${stepCount - 1}, not ${stepIndex}`);
	}
	if (stepIndex > 0 && run.executionId === null) {
		throw coded('INVALID_FIRST_CALL', 'The first call must have stepIndex 0');
	}
	if (stepIndex > 0 && !reader.has('accumulatedOutputs')) {
		throw coded('INVALID_STEP_INDEX', 'accumulatedOutputs is required after the first step');
	}
	return { ...run, stepIndex, runRemaining, outputs: { ...run.outputs, ...overrides } };
}
