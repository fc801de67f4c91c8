import { piecesOf } from '../runs/pieces';
import type { Step } from './steps';

/** A frame of a stream. In the format `json` it is sent so, in `vercel` as `{type, ...data}`. */
export interface Frame {
	event: string;
	data: Record<string, unknown>;
}

/** The frames before the steps of a turn. */
export function openingFrames(turnId: string): Frame[] {
	return [
		{ event: 'start', data: { messageId: turnId } },
		{ event: 'start-step', data: {} },
	];
}

/** The frames after the steps of a turn. */
export function closingFrames(): Frame[] {
	return [
		{ event: 'finish-step', data: {} },
		{ event: 'finish', data: {} },
	];
}

/** The frames of one step, in the words of the AI SDK (contract 6.5). */
export function framesOf(step: Step, id: string): Frame[] {
	switch (step.kind) {
		case 'thinking':
			return spoken('reasoning', id, step.text);
		case 'text':
			return spoken('text', id, step.text);
		case 'toolCall': {
			const data = { toolCallId: step.id, toolName: step.name, input: step.args };
			return [{ event: 'tool-input-available', data }];
		}
		case 'toolReturn': {
			const data = { toolCallId: step.id, output: step.content };
			return [{ event: 'tool-output-available', data }];
		}
		case 'file': {
			const { url, content_type: mediaType } = step.output.file;
			return [{ event: 'file', data: { url, mediaType } }];
		}
		case 'failure':
			return [{ event: 'error', data: { errorText: step.message } }];
	}
}

function spoken(event: string, id: string, text: string): Frame[] {
	const deltas = piecesOf(text).map((delta) => ({ event: `${event}-delta`, data: { id, delta } }));
	return [
		{ event: `${event}-start`, data: { id } },
		...deltas,
		{ event: `${event}-end`, data: { id } },
	];
}
