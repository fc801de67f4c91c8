import type { ApiClient } from '../../../../common/http/apiClient';
import type { EventStream } from '../../../../common/http/eventStream';
import { Watchdog } from '../../../../common/http/watchdog';
import { describeError, fieldsOf, toNodeError } from '../../../../common/items/errorItem';
import type { FlowEvent } from '../api/flowEvents';
import type { FlowRef } from '../api/flowRef';
import type { RunLimits } from '../api/flows';
import { openSteps } from '../api/steps';
import { answerCalls, tooManyRounds } from '../tools/executeWithTools';
import type { ToolPlan } from '../tools/toolPlan';
import { needsInput, toCursorJson, type Cursor } from './cursor';
import { Segment, type CompletedStep, type SegmentEnd } from './segment';
import { brokenStreamError, stepError } from './stepErrors';

/** Opens the events of the steps that a cursor leads to. */
export type OpenSteps = (cursor: Cursor) => Promise<EventStream<FlowEvent>>;

/** What to run, and for how long. */
export interface StepPlan {
	flow: FlowRef;
	/** What the first call of an execution has besides `everyCall`. */
	firstCall: object;
	/** What each call has. */
	everyCall: object;
	tools: ToolPlan;
	limits: RunLimits;
	/** Returns after so many steps of the flow. */
	maxSteps: number;
	/** Takes the place of calls, in a replay. */
	open?: OpenSteps;
}

/** Gets each event before the segment takes it in. */
export type StepListener = (event: FlowEvent, segment: Segment) => void;

/** What came of a step-through. */
export interface SteppedRun {
	/** `failed` is an error instead. */
	status: 'completed' | 'paused' | 'tool_calls_required';
	steps: CompletedStep[];
	result: unknown;
	/** Where to continue. */
	cursor: Cursor;
	executionId: string | null;
	flowId: string | null;
}

/**
 * Runs a flow step by step, from the cursor on: each step is a call of its own, unless all that are
 * left are run in one.
 *
 * @throws NodeOperationError for a step that failed or a stream that broke off, and like
 * `ApiClient.send`, with the cursor of where it stands.
 */
export async function stepThrough(
	client: ApiClient,
	from: Cursor,
	plan: StepPlan,
	onEvent: StepListener,
): Promise<SteppedRun> {
	const { connected, maxRounds } = plan.tools;
	const { executionId } = from;
	const about = { executionId, flowId: null };
	const run: SteppedRun = { status: 'paused', steps: [], result: null, cursor: from, ...about };
	let rounds = 0;
	for (let count = 0; ; ) {
		const { end, segment } = await runSegment(client, run.cursor, plan, onEvent);
		run.steps.push(...segment.steps);
		run.flowId ??= segment.flowId;
		run.executionId = segment.executionId;
		run.cursor = segment.cursor;
		if (end.kind === 'completed') return { ...run, status: 'completed', result: end.result };
		if (end.kind === 'toolCalls') {
			if (connected === undefined) return { ...run, status: 'tool_calls_required' };
			rounds++;
			run.cursor = await withCursor(client, run.cursor, async () => {
				if (rounds > maxRounds) throw tooManyRounds(client, maxRounds);
				return await answerTools(client, run.cursor, plan);
			});
			continue;
		}
		count++;
		if (count >= plan.maxSteps) return run;
	}
}

async function answerTools(
	client: ApiClient,
	cursor: Cursor,
	{ tools: { connected = [] } }: StepPlan,
): Promise<Cursor> {
	const { tools } = cursor;
	if (tools === undefined) return cursor;
	const toolCallMessages = await answerCalls(client, connected, tools);
	return { ...cursor, tools: { ...tools, toolCallMessages } };
}

/** One call of /step, to the end of its stream. */
async function runSegment(
	client: ApiClient,
	cursor: Cursor,
	plan: StepPlan,
	onEvent: StepListener,
): Promise<{ end: Exclude<SegmentEnd, { kind: 'failed' }>; segment: Segment }> {
	const segment = new Segment(cursor);
	const stream = await withCursor(client, cursor, async () =>
		plan.open === undefined ? await callStep(client, cursor, plan) : await plan.open(cursor),
	);
	let isOutOfTime = false;
	const stopWaiting = () => {
		isOutOfTime = true;
		stream.close();
	};
	const watchdog = new Watchdog(Infinity, stopWaiting, Date.now() + plan.limits.timeoutMs);
	try {
		for await (const event of stream.events) {
			onEvent(event, segment);
			const end = segment.take(event);
			if (end?.kind === 'failed') throw stepError(client.node, plan.flow, segment, end);
			if (end !== undefined) return { end, segment };
		}
		throw brokenStreamError(client.node, segment, isOutOfTime, stream.wasTooLarge());
	} finally {
		watchdog.stop();
		stream.close();
	}
}

async function callStep(
	client: ApiClient,
	cursor: Cursor,
	plan: StepPlan,
): Promise<EventStream<FlowEvent>> {
	return await openSteps(client, plan.flow, bodyFrom(cursor, plan), plan.limits);
}

/** Overrides and tools are sent with each call, as the SDKs do; the input with the first one only. */
function bodyFrom(cursor: Cursor, { firstCall, everyCall, tools }: StepPlan): object {
	const { executionId, stepIndex, accumulatedOutputs, tools: talk } = cursor;
	const always = { ...everyCall, ...tools.request, stepIndex };
	if (needsInput(cursor)) return { ...firstCall, ...always };
	const { iterationsUsed, toolCallMessages } = talk ?? {};
	return {
		...always,
		executionId,
		accumulatedOutputs,
		...(talk !== undefined && { iterationsUsed, toolCallMessages }),
	};
}

/** Runs `work`; what it throws carries the cursor. */
async function withCursor<T>(
	client: ApiClient,
	cursor: Cursor,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		const error = toNodeError(client.node, caught);
		const executionId = cursor.executionId ?? fieldsOf(error).executionId ?? null;
		throw describeError(error, { executionId, cursor: toCursorJson(cursor) });
	}
}
