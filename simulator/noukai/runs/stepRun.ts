import type { Loop, Parallel, Step } from '../flows/flow';
import { emitCompleted, openRecord, runBlock, type Place } from './blockRun';
import * as events from './events';
import type { Segment } from './segment';
import { ToolsNeeded } from './toolTalk';

/** Runs a step of a flow. Returns its output, or the tool calls that it needs first. */
export async function runStep(step: Step, place: Place, segment: Segment): Promise<unknown> {
	if (step.kind === 'block') {
		const ended = await runBlock(step, place, segment);
		return ended instanceof ToolsNeeded ? ended : ended.output;
	}
	const record = openRecord(step, 1, null, segment);
	segment.emit(events.stepStarted(record, place.stepIndex));
	record.output =
		step.kind === 'loop'
			? await runLoop(step, place, segment)
			: await runBranches(step, place, segment);
	emitCompleted(record, segment);
	return record.output;
}

/** The outputs of all iterations; each reports its own steps, too. */
async function runLoop(loop: Loop, place: Place, segment: Segment): Promise<unknown[]> {
	const outputs: unknown[] = [];
	const count = loop.countOf(segment.execution.start.inputs);
	for (let loopIndex = 0; loopIndex < count; loopIndex += 1) {
		outputs.push(await outputOf(runBlock(loop.body, { ...place, loopIndex }, segment)));
	}
	segment.emit({ type: 'loop_completed', data: { stepId: loop.stepId, iterations: count } });
	return outputs;
}

/** The outputs of all branches, by step id. */
async function runBranches(
	{ branches }: Parallel,
	place: Place,
	segment: Segment,
): Promise<Record<string, unknown>> {
	const outputs = await Promise.all(
		branches.map(async (branch) => await outputOf(runBlock(branch, place, segment))),
	);
	return Object.fromEntries(branches.map(({ stepId }, index) => [stepId, outputs[index]]));
}

/** A block with tools is refused in a container before it runs, so there are none to call. */
async function outputOf(running: ReturnType<typeof runBlock>): Promise<unknown> {
	const ended = await running;
	return ended instanceof ToolsNeeded ? null : ended.output;
}
