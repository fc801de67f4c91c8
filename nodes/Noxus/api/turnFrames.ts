/** What an agent sends while it answers, read into plain data. Pure. Source: noxus_sdk, client.py. */

import type { ServerEvent } from '../../../common/http/eventStream';
import { asObject, textOrUndefined } from '../../../common/util/json';
import { textOf } from './run';

/** A frame of the stream of a turn. */
export type TurnFrame =
	/** A piece of the answer; pieces of one text share an ID. */
	| { kind: 'text'; textId: string; piece: string }
	/** The beginning of a turn, or of a text in it. */
	| { kind: 'start' }
	| { kind: 'error'; message: string }
	/** The turn is over. */
	| { kind: 'done' }
	/** The stream is over, and the turn is not. */
	| { kind: 'timeout' }
	| { kind: 'other' };

const OTHER: TurnFrame = { kind: 'other' };

/** Reads a frame of either format: `json` has `{event, data}` inside, `vercel` has `{type, …}`. */
export function parseTurnFrame({ name, data }: ServerEvent): TurnFrame {
	if (name === 'done' || data === '[DONE]') return { kind: 'done' };
	if (name === 'timeout') return { kind: 'timeout' };
	const frame = readJson(data);
	const event = textOrUndefined(frame.event) ?? textOrUndefined(frame.type) ?? '';
	return toFrame(event, asObject(frame.data) ?? frame);
}

function toFrame(event: string, data: Record<string, unknown>): TurnFrame {
	switch (event) {
		case 'text-delta': {
			const piece = [data.delta, data.textDelta, data.text].find((one) => typeof one === 'string');
			if (piece === undefined) return OTHER;
			return { kind: 'text', textId: String(data.id ?? ''), piece: String(piece) };
		}
		case 'start':
		case 'text-start':
			return { kind: 'start' };
		case 'error':
			return { kind: 'error', message: textOf(data.errorText) ?? textOf(data) ?? '' };
		case 'conversation_end':
			return { kind: 'done' };
		default:
			return OTHER;
	}
}

function readJson(text: string): Record<string, unknown> {
	try {
		return asObject(JSON.parse(text)) ?? {};
	} catch {
		return {};
	}
}
