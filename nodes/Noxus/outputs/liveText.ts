import type { IExecuteFunctions } from 'n8n-workflow';

import { isToolCall } from '../../../common/items/toolCall';
import type { RunEvent } from '../api/runEvents';

/** Hands the text of a run on to a caller that reads along. */
export interface LiveText {
	onEvent?: (event: RunEvent) => void;
	/** To be called when the wait is over, however it ended. */
	end: () => void;
}

/**
 * Whether somebody reads along: the execution answers as a stream, which older n8n cannot. In an
 * agent's tool call, the agent is the one who answers.
 */
export function isReadAlong(context: IExecuteFunctions): boolean {
	if (isToolCall(context)) return false;
	return 'isStreaming' in context && context.isStreaming();
}

/**
 * Where the execution answers as a stream (a Webhook or Chat Trigger in streaming mode), sends the
 * text pieces of the run's `content` events as they come. Elsewhere nothing.
 */
export function liveText(context: IExecuteFunctions, itemIndex: number): LiveText {
	if (!isReadAlong(context)) return { end: () => {} };
	let hasBegun = false;
	return {
		onEvent: ({ type, data }) => {
			if (type !== 'content' || typeof data.content !== 'string' || data.content === '') return;
			if (!hasBegun) context.sendChunk('begin', itemIndex);
			hasBegun = true;
			context.sendChunk('item', itemIndex, data.content);
		},
		end: () => {
			if (hasBegun) context.sendChunk('end', itemIndex);
		},
	};
}
