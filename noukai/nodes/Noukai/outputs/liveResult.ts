import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../../../common/items/item';
import { openLiveText } from '../../../../common/items/liveText';
import { asObject } from '../../../../common/util/json';
import type { FinishedExecution } from '../api/flowAnswer';
import type { FlowRef } from '../api/flowRef';
import type { OutputMode } from '../fields/output';
import { finishedJson } from './executionItem';
import { shapeResult } from './simplify';

/** Where flows that talk keep what they say (the SDKs for agents read `message` and `content`). */
const TEXT_FIELDS = ['content', 'message', 'text', 'answer', 'response'];

/** The text of a result that a person can read; undefined if there is none. Pure. */
export function textOfResult(result: unknown): string | undefined {
	const simple = shapeResult(result, 'simplified');
	if (typeof simple === 'string') return simple;
	const fields = asObject(simple) ?? {};
	const texts = TEXT_FIELDS.map((name) => fields[name]);
	return texts.find((text) => typeof text === 'string');
}

/**
 * The JSON of the item for an execution that has ended. Its text is also sent to a caller who reads
 * along: at once, because /execute has no stream.
 *
 * @throws NodeOperationError for a failed execution, with its message.
 */
export function reportFinished(
	item: Item,
	flow: FlowRef,
	answer: FinishedExecution,
	about: { mode: OutputMode; sessionId?: string },
): IDataObject {
	const json = finishedJson(item.client.node, flow, answer, about);
	sendResult(item, answer.result);
	return json;
}

/** Sends the text of a result to a caller who reads along. */
export function sendResult(item: Item, result: unknown): void {
	const text = textOfResult(result);
	const live = text === undefined ? undefined : openLiveText(item);
	if (text === undefined || live === undefined) return;
	live.send(text);
	live.end();
}
