import type { Item } from '../../../../common/items/item';
import { openLiveText } from '../../../../common/items/liveText';
import { asObject } from '../../../../common/util/json';
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

/** Sends the result to a caller who reads along. It comes at once: /execute has no stream. */
export function sendResult(item: Item, result: unknown): void {
	const text = textOfResult(result);
	const live = text === undefined ? undefined : openLiveText(item);
	if (text === undefined || live === undefined) return;
	live.send(text);
	live.end();
}
