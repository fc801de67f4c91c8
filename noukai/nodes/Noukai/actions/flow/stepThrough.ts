import { collection, readField, toProperties } from '../../../../../common/items/fields';
import {
	choiceField,
	flagField,
	jsonField,
	numberField,
	objectField,
} from '../../../../../common/items/fieldTypes';
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
import { toolFields, toolOptions } from '../../fields/tools';
import { readRunRequest, readRunSettings } from '../../inputs/runRequest';
import { readSessionId } from '../../inputs/sessionId';
import type { NoukaiBatch, NoukaiOperation } from '../../noukaiBatch';
import { eventItems, runItem, stepItems } from '../../outputs/stepItems';
import { needsInput, parseCursor, START, type Cursor } from '../../steps/cursor';
import { LiveSteps } from '../../steps/liveSteps';
import { stepThrough as runSteps, type StepPlan } from '../../steps/stepThrough';
import { parseResults, withResults } from '../../tools/toolResults';
import { readToolPlan } from '../../tools/toolPlan';

const stepFields = {
	runRemaining: flagField({
		displayName: 'Run Remaining',
		default: false,
		description:
			'Whether all steps run in one request. Otherwise each step is a request of its own.',
	}),
	returnMode: choiceField({
		displayName: 'Return',
		default: 'steps',
		description: 'What becomes an item',
		options: [
			{ name: 'Each Step', value: 'steps', description: 'One item a step, with its output' },
			{ name: 'Every Event', value: 'events', description: 'One item an event of Noukai' },
			{ name: 'Last Result', value: 'last', description: 'One item with the result of the flow' },
		],
	}),
	startAt: jsonField({
		displayName: 'Start At',
		placeholder: 'e.g. {{ $json.cursor }}',
		description:
			'The field cursor of an earlier item to continue after that step, or its retryCursor to run the step again. Empty is the beginning.',
	}),
};

const stepOptions = {
	inputOverrides: objectField({
		displayName: 'Input Overrides (JSON)',
		placeholder: 'e.g. { "step-1": { "text": "Hi" } }',
		description: 'Outputs that take the place of those that earlier steps had, by step IDs',
	}),
	maxSteps: numberField({
		displayName: 'Max Steps',
		default: 0,
		min: 0,
		isWhole: true,
		description: 'How many steps to run before the item is returned. 0 is all of them.',
		displayOptions: { show: { '/runRemaining': [false] } },
	}),
	toolResults: jsonField({
		displayName: 'Tool Results (JSON)',
		placeholder: 'e.g. { "call_1": "12 degrees" }',
		description:
			'For a Start At that waits for tools: an object of results by the IDs of their calls, or a list',
	}),
};

const fields = {
	...steppedFlowFields,
	...stepFields,
	...inputFields,
	...toolFields,
	...outputFields,
	options: collection({
		...concurrencyOptions,
		...runOptions,
		...sessionOptions,
		...stepOptions,
		...timeoutOptions,
		...toolOptions,
	}),
};

/** Runs a flow step by step, or a part of it again. */
export const stepThrough: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['flow'], operation: ['stepThrough'] }),
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		const { client } = item;
		const flow = await readFlow(item, fields);
		const options = readField(item, fields, 'options');
		const sessionId = readSessionId(item, options);
		const cursor = readCursor(item, options.toolResults);
		const settings = readRunSettings(item, options);
		const runRemaining = readField(item, fields, 'runRemaining');
		const mode = readField(item, fields, 'outputMode');
		const returnMode = readField(item, fields, 'returnMode');
		const tools = await readToolPlan(item, options);
		const events: FlowEvent[] = [];
		const liveText = openLiveText(item);
		const live = liveText && new LiveSteps(liveText);
		const plan: StepPlan = {
			flow,
			firstCall: needsInput(cursor) ? readRunRequest(item, options) : {},
			everyCall: { ...settings, ...overridesOf(options), ...(runRemaining && { runRemaining }) },
			tools,
			limits: { timeoutMs: options.timeoutSeconds * 1000, sessionId },
			maxSteps: options.maxSteps === 0 ? Infinity : options.maxSteps,
			onEvent: (event, segment) => {
				if (event.type === 'run_started') noteExecution(event, batch);
				if (returnMode === 'events') events.push(event);
				live?.take(event, segment);
			},
		};
		const run = await runSteps(client, cursor, plan)
			.then((ended) => {
				live?.complete(ended.result);
				return ended;
			})
			.finally(() => live?.end());
		const session = sessionId ?? null;
		if (returnMode === 'last') return { json: runItem(run, mode, session) };
		const items =
			returnMode === 'events' ? eventItems(events, run, session) : stepItems(run, mode, session);
		return items.map((json) => ({ json }));
	},
};

function noteExecution({ data }: FlowEvent, { jobs }: NoukaiBatch): void {
	if (typeof data.executionId === 'string') jobs.note(data.executionId);
}

const overridesOf = ({ inputOverrides }: { inputOverrides: Record<string, unknown> }) =>
	Object.keys(inputOverrides).length > 0 ? { inputOverrides } : {};

/** @throws NodeOperationError for anything that is no cursor, or results that do not fit it. */
function readCursor(item: Item, toolResults: unknown): Cursor {
	const given = readField(item, fields, 'startAt');
	if (given === undefined) return START;
	const cursor = parseCursor(given);
	if (cursor === undefined) {
		throw item
			.field(stepFields.startAt.property.displayName)
			.error('must be the field cursor or retryCursor of an item of Flow: Step Through');
	}
	const { tools } = cursor;
	if (tools === undefined || tools.toolCalls.length === 0) return cursor;
	const place = item.field(stepOptions.toolResults.property.displayName);
	const results = parseResults(toolResults, place);
	const { toolCallMessages: messages, toolCalls } = tools;
	const toolCallMessages = withResults(messages, toolCalls, results, place);
	return { ...cursor, tools: { ...tools, toolCallMessages } };
}
