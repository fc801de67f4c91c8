import { collection, readField, toProperties } from '../../../../../common/items/fields';
import { jsonField } from '../../../../../common/items/fieldTypes';
import type { Item } from '../../../../../common/items/item';
import type { FlowRef } from '../../api/flowRef';
import { executeFlow } from '../../api/flows';
import { toFlowRef } from '../../fields/flow';
import { concurrencyOptions, readMaxConcurrentFlows, timeoutOptions } from '../../fields/options';
import { outputFields } from '../../fields/output';
import { readReplaySession, replayOptions } from '../../fields/replay';
import { toolResultFields } from '../../fields/tools';
import type { NoukaiOperation } from '../../noukaiBatch';
import { reportFinished } from '../../outputs/liveResult';
import { namingExecution } from '../../outputs/namingExecution';
import { pausedJson } from '../../outputs/pausedItem';
import { resumeFromSession } from '../../replay/answerFromSession';
import { parseHandedOut, resumeBody, type HandedOut } from '../../tools/resume';
import { readResults, withResults } from '../../tools/toolResults';

const fields = {
	resume: jsonField({
		displayName: 'Resume',
		required: true,
		default: '={{ $json.resume }}',
		description: 'The resume field returned by Flow: Execute or Flow: Resume with the tool calls',
	}),
	...toolResultFields,
	...outputFields,
	options: collection({ ...concurrencyOptions, ...replayOptions, ...timeoutOptions }),
};

/** Continues an execution that waits for tools, with their results. */
export const resume: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['flow'], operation: ['resume'] }),
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		const { client } = item;
		const { timeoutSeconds } = readField(item, fields, 'options');
		const { flow, handedOut } = readHandedOut(item);
		const { pause, request } = handedOut;
		const { executionId } = pause;
		const mode = readField(item, fields, 'outputMode');
		const replayedId = readReplaySession(item);
		if (replayedId !== undefined) {
			const answer = await resumeFromSession(item, batch, flow, replayedId, executionId);
			return { json: reportFinished(item, flow, answer, { mode, sessionId: replayedId }) };
		}
		const { results, place } = readResults(item);
		const messages = withResults(pause.toolCallMessages, pause.toolCalls, results, place);
		const body = resumeBody(pause, messages, request);
		const answer = await namingExecution(client.node, executionId, async () =>
			executeFlow(client, flow, body, { timeoutMs: timeoutSeconds * 1000 }),
		);
		batch.jobs.note(executionId);
		if (answer.kind === 'paused') {
			return { json: pausedJson(flow, answer, request, handedOut.sessionId) };
		}
		const sessionId = handedOut.sessionId ?? undefined;
		return { json: reportFinished(item, flow, answer, { mode, sessionId }) };
	},
};

/** @throws NodeOperationError for anything that is not what the tool calls came with. */
function readHandedOut(item: Item): { flow: FlowRef; handedOut: HandedOut } {
	const place = item.field(fields.resume.property.displayName);
	const handedOut = parseHandedOut(readField(item, fields, 'resume'));
	if (handedOut === undefined) {
		throw place.error(
			'must be the resume field of an item with the status tool_calls_required, as returned by Flow: Execute',
		);
	}
	const flow = { ...toFlowRef(handedOut.flow, place), version: handedOut.version };
	return { flow, handedOut };
}
