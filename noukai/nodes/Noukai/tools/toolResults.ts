import { readFields } from '../../../../common/items/fields';
import type { FieldPlace, Item } from '../../../../common/items/item';
import { asObject, textOrUndefined, toPlainText } from '../../../../common/util/json';
import { withToolResults, type ToolCall } from '../api/toolCalls';
import { toolResultFields } from '../fields/tools';
import { problemWithSize } from '../inputs/messages';

/** The result of one call; the ID may be missing if there is a single call. */
interface Result {
	toolCallId: string | undefined;
	result: unknown;
}

/** The results as the fields of Flow: Resume give them. @throws NodeOperationError that names the field. */
export function readResults(item: Item): { results: Result[]; place: FieldPlace } {
	const { resultMode, toolResults, toolResultsJson } = readFields(item, toolResultFields);
	if (resultMode === 'fields') {
		const { displayName } = toolResultFields.toolResults.property;
		const results = toolResults.map(({ toolCallId, result }) => ({
			toolCallId: textOrUndefined(toolCallId),
			result,
		}));
		return { results, place: item.field(displayName) };
	}
	const place = item.field(toolResultFields.toolResultsJson.property.displayName);
	return { results: parseResults(toolResultsJson, place), place };
}

/** Results by the IDs of their calls, or a list of them. @throws NodeOperationError for anything else. */
export function parseResults(json: unknown, place: FieldPlace): Result[] {
	if (Array.isArray(json)) return json.map((one) => parseResult(one, place));
	const byId = asObject(json ?? {});
	if (byId === undefined)
		throw place.error('must be an object with the results by tool call ID, or a list');
	return Object.entries(byId).map(([toolCallId, result]) => ({ toolCallId, result }));
}

function parseResult(one: unknown, place: FieldPlace): Result {
	const fields = asObject(one);
	const name = ['result', 'content', 'output'].find((key) => fields !== undefined && key in fields);
	if (fields === undefined || name === undefined) {
		throw place.error('must be a list of objects with toolCallId and result');
	}
	const id = fields.toolCallId ?? fields.tool_call_id ?? fields.id;
	return { toolCallId: textOrUndefined(id), result: fields[name] };
}

/**
 * The conversation with one result for each call.
 *
 * @throws NodeOperationError that names the field, for a result too few or too many.
 */
export function withResults(
	messages: unknown[],
	calls: ToolCall[],
	results: Result[],
	place: FieldPlace,
): unknown[] {
	const onlyId = calls.length === 1 ? calls[0]?.id : undefined;
	const ids = results.map(({ toolCallId }) => toolCallId ?? onlyId);
	const answers = calls.map(({ id, name }) => {
		const at = ids.indexOf(id);
		if (at === -1) throw place.error(`has no result for the tool call ${id} (${name}): enter one`);
		return { toolCallId: id, content: toPlainText(results[at]?.result) };
	});
	const known = new Set(calls.map(({ id }) => id));
	const odd = ids.find((id, at) => id === undefined || !known.has(id) || ids.indexOf(id) !== at);
	if (ids.length > calls.length || odd !== undefined) {
		throw place.error(
			`has a result for ${odd ?? 'no call'}, which was not requested, or appears twice`,
		);
	}
	const conversation = withToolResults(messages, answers);
	const problem = problemWithSize(conversation);
	if (problem !== undefined) throw place.error(problem);
	return conversation;
}
