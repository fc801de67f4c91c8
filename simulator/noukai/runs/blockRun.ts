import { messageOf } from '../../http/values';
import { BlockFailure } from '../flows/failingActs';
import type { Block } from '../flows/flow';
import * as events from './events';
import type { Segment } from './segment';
import { tokensOf, type StepRecord } from './stepRecord';
import { ToolsNeeded } from './toolTalk';

const DEFAULT_MODEL = 'simulated/model-1';

/** Where a block stands in its flow. */
export interface Place {
	stepIndex: number;
	loopIndex: number | null;
	previous: unknown;
}

/** Ends a segment: a step failed in its last attempt. */
export class SegmentFailed extends Error {
	constructor(readonly record: StepRecord) {
		super(record.error?.message);
	}
}

/** Runs a block, in several attempts if it may. Throws SegmentFailed when the last one fails. */
export async function runBlock(
	block: Block,
	place: Place,
	segment: Segment,
): Promise<StepRecord | ToolsNeeded> {
	const last = block.maxAttempts ?? 1;
	for (let attempt = 1; ; attempt += 1) {
		const record = openRecord(block, attempt, place.loopIndex, segment);
		segment.emit(events.stepStarted(record, place.stepIndex));
		try {
			const needed = await act(block, record, place, segment);
			if (needed !== null) return needed;
			emitCompleted(record, segment);
			return record;
		} catch (error) {
			closeRecord(record, error);
			if (attempt < last) continue;
			segment.emit(events.stepFailed(record));
			throw new SegmentFailed(record);
		}
	}
}

/** Starts the record of a step in the trace. A further call of the same step is a further attempt. */
export function openRecord(
	{ stepId, name }: Pick<Block, 'stepId' | 'name'>,
	attempt: number,
	loopIndex: number | null,
	{ execution, blockOverrides, conversation }: Segment,
): StepRecord {
	const { steps } = execution;
	const earlier = steps.filter((step) => step.stepId === stepId && step.loopIndex === loopIndex);
	const open = earlier.find(({ status }) => status === 'running');
	if (open !== undefined && conversation !== null) return open;
	const record: StepRecord = {
		stepId,
		name,
		attempt: Math.max(attempt, earlier.length + 1),
		loopIndex,
		status: 'running',
		startedAt: new Date(),
		completedAt: null,
		model: String(blockOverrides[stepId]?.model ?? DEFAULT_MODEL),
		tokens: null,
		input: null,
		output: null,
		error: null,
	};
	steps.push(record);
	return record;
}

/** Completes a record and reports it. */
export function emitCompleted(record: StepRecord, segment: Segment): void {
	Object.assign(record, { status: 'completed', completedAt: new Date() });
	record.tokens = tokensOf(record.input, record.output);
	segment.emit(events.stepOutput(record));
	segment.emit(events.stepCompleted(record));
}

async function act(
	block: Block,
	record: StepRecord,
	place: Place,
	segment: Segment,
): Promise<ToolsNeeded | null> {
	const { inputs } = segment.execution.start;
	record.input = {
		message: inputs.message,
		parameters: inputs.parameters,
		previous: place.previous,
	};
	segment.emit(events.stepInput(record));
	const output = await block.act(segment.workFor(block, place, record.attempt));
	if (output instanceof ToolsNeeded) return output;
	record.output = output;
	return null;
}

function closeRecord(record: StepRecord, error: unknown): void {
	const code = error instanceof BlockFailure ? error.code : 'INTERNAL_ERROR';
	const failure = { message: messageOf(error), code };
	Object.assign(record, { status: 'failed', completedAt: new Date(), error: failure });
}
