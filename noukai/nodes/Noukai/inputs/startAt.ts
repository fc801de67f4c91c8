import { readField } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { stepFields, stepOptions } from '../fields/steps';
import { parseCursor, START, type Cursor } from '../steps/cursor';
import { parseResults, withResults } from '../tools/toolResults';

/**
 * Where a step-through begins, with the results of the tools that it waits for there.
 *
 * @throws NodeOperationError for anything that is no cursor, or results that do not fit it.
 */
export function readStartAt(item: Item, toolResults: unknown): Cursor {
	const given = readField(item, stepFields, 'startAt');
	if (given === undefined) return START;
	const cursor = parseCursor(given);
	if (cursor === undefined) {
		const place = item.field(stepFields.startAt.property.displayName);
		throw place.error(
			'must be the cursor or retryCursor of an item returned by Flow: Step Through',
		);
	}
	const { tools } = cursor;
	if (tools === undefined || tools.toolCalls.length === 0) return cursor;
	const place = item.field(stepOptions.toolResults.property.displayName);
	const results = parseResults(toolResults, place);
	const { toolCallMessages: messages, toolCalls } = tools;
	const toolCallMessages = withResults(messages, toolCalls, results, place);
	return { ...cursor, tools: { ...tools, toolCallMessages } };
}
