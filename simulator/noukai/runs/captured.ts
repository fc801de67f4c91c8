import { isRecord } from '../../http/values';
import type { Execution } from './execution';
import type { StepRecord } from './stepRecord';

/** What a trace kept of the data of a step; null for what its capture mode leaves out. */
export interface Captured {
	input: unknown;
	output: unknown;
	error: unknown;
	inputBytes: number | null;
	outputBytes: number | null;
}

/** True if the data of an execution was kept (contract 10). */
export function hasSnapshots({ start }: Execution): boolean {
	return start.captureMode === 'full' || start.captureMode === 'redacted';
}

/** The data of a step in the capture mode of its execution (contract 9). */
export function captured(record: StepRecord, execution: Execution): Captured {
	const { captureMode } = execution.start;
	const { input, error } = record;
	const output = withPrompt(record);
	const hasSizes = captureMode !== 'off';
	const sizes = {
		inputBytes: hasSizes ? bytesOf(input) : null,
		outputBytes: hasSizes && record.status === 'completed' ? bytesOf(record.output) : null,
	};
	if (!hasSnapshots(execution)) return { input: null, output: null, error, ...sizes };
	const keep = captureMode === 'redacted' ? redacted : (value: unknown) => value;
	return { input: keep(input), output: keep(output), error, ...sizes };
}

/** A snapshot may have the prompt beside the fields of the output (contract 10). */
function withPrompt({ status, input, output }: StepRecord): unknown {
	if (status !== 'completed') return null;
	if (!isRecord(output)) return output;
	return { ...output, __rendered_prompt__: `Prompt for ${JSON.stringify(input)}` };
}

function redacted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(redacted);
	if (!isRecord(value)) return value === null ? null : '[REDACTED]';
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redacted(inner)]));
}

function bytesOf(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value) ?? '');
}
