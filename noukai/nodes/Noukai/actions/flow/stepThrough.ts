import {
	collection,
	readField,
	readFields,
	toProperties,
	type ValuesOf,
} from '../../../../../common/items/fields';
import type { Item } from '../../../../../common/items/item';
import { openLiveText } from '../../../../../common/items/liveText';
import type { FlowEvent } from '../../api/flowEvents';
import { readFlow, steppedFlowFields } from '../../fields/flow';
import { inputFields } from '../../fields/input';
import {
	concurrencyOptions,
	readMaxConcurrentFlows,
	runOptions,
	sessionOptions,
	timeoutOptions,
} from '../../fields/options';
import { outputFields } from '../../fields/output';
import { readReplaySession, replayOptions } from '../../fields/replay';
import { stepFields, stepOptions } from '../../fields/steps';
import { toolFields, toolOptions } from '../../fields/tools';
import { readRunRequest, readRunSettings } from '../../inputs/runRequest';
import { readSessionId } from '../../inputs/sessionId';
import { readStartAt } from '../../inputs/startAt';
import type { NoukaiBatch, NoukaiOperation } from '../../noukaiBatch';
import { eventItems, runItem, stepItems } from '../../outputs/stepItems';
import { stepsFromSession } from '../../replay/stepsFromSession';
import { needsInput, type Cursor } from '../../steps/cursor';
import { LiveSteps } from '../../steps/liveSteps';
import { stepThrough as runSteps, type StepPlan, type SteppedRun } from '../../steps/stepThrough';
import { readToolPlan } from '../../tools/toolPlan';

const optionFields = {
	...concurrencyOptions,
	...replayOptions,
	...runOptions,
	...sessionOptions,
	...stepOptions,
	...timeoutOptions,
	...toolOptions,
};

type Options = ValuesOf<typeof optionFields>;

const fields = {
	...steppedFlowFields,
	...stepFields,
	...inputFields,
	...toolFields,
	...outputFields,
	options: collection(optionFields),
};

/** Runs a flow step by step, or a part of it again. */
export const stepThrough: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['flow'], operation: ['stepThrough'] }),
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		const options = readField(item, fields, 'options');
		const { returnMode } = readFields(item, stepFields);
		const { outputMode } = readFields(item, outputFields);
		const cursor = readStartAt(item, options.toolResults);
		const replayedId = readReplaySession(item);
		const plan =
			replayedId === undefined
				? await readPlan(item, options, cursor)
				: await readReplay(item, options, replayedId, batch);
		const events: FlowEvent[] = [];
		const run = await runAndListen(item, cursor, plan, (event) => {
			if (replayedId === undefined) noteExecution(event, batch);
			if (returnMode === 'events') events.push(event);
		});
		const sessionId = plan.limits.sessionId ?? null;
		if (returnMode === 'last') return { json: runItem(run, outputMode, sessionId) };
		const items =
			returnMode === 'events'
				? eventItems(events, run, sessionId)
				: stepItems(run, outputMode, sessionId);
		return items.map((json) => ({ json }));
	},
};

/** @throws NodeOperationError that names the field, before anything is sent. */
async function readPlan(item: Item, options: Options, cursor: Cursor): Promise<StepPlan> {
	const { inputOverrides, timeoutSeconds } = options;
	const { runRemaining } = readFields(item, stepFields);
	const sessionId = readSessionId(item, options);
	return {
		flow: await readFlow(item, steppedFlowFields),
		firstCall: needsInput(cursor) ? readRunRequest(item, options) : {},
		everyCall: {
			...readRunSettings(item, options),
			...(Object.keys(inputOverrides).length > 0 && { inputOverrides }),
			...(runRemaining && { runRemaining }),
		},
		tools: await readToolPlan(item, options),
		limits: { timeoutMs: timeoutSeconds * 1000, sessionId },
		maxSteps: toMaxSteps(options),
	};
}

const toMaxSteps = ({ maxSteps }: Pick<Options, 'maxSteps'>): number =>
	maxSteps === 0 ? Infinity : maxSteps;

/** The same for a replay: what would be sent is not read. @throws NodeOperationError that names the field. */
async function readReplay(
	item: Item,
	options: Options,
	sessionId: string,
	batch: NoukaiBatch,
): Promise<StepPlan> {
	const flow = await readFlow(item, steppedFlowFields);
	const { runRemaining } = readFields(item, stepFields);
	return {
		flow,
		firstCall: {},
		everyCall: {},
		tools: { request: {}, maxRounds: options.maxToolRounds },
		limits: { timeoutMs: options.timeoutSeconds * 1000, sessionId },
		maxSteps: toMaxSteps(options),
		open: stepsFromSession(item, batch, flow, { sessionId, runRemaining }),
	};
}

/** Also sends the text of the last step to a caller who reads along. Throws like `runSteps`. */
async function runAndListen(
	item: Item,
	cursor: Cursor,
	plan: StepPlan,
	onEvent: (event: FlowEvent) => void,
): Promise<SteppedRun> {
	const liveText = openLiveText(item);
	const live = liveText && new LiveSteps(liveText);
	try {
		const run = await runSteps(item.client, cursor, plan, (event, segment) => {
			onEvent(event);
			live?.take(event, segment);
		});
		live?.complete(run.result);
		return run;
	} finally {
		live?.end();
	}
}

function noteExecution({ type, data }: FlowEvent, { jobs }: NoukaiBatch): void {
	if (type !== 'run_started' || typeof data.executionId !== 'string') return;
	if (!jobs.ids.includes(data.executionId)) jobs.note(data.executionId);
}
