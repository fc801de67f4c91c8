import type { IExecuteFunctions } from 'n8n-workflow';

import type { RunEvent } from '../transport/events';

/** Hands the text of a run on to a caller that reads along. */
export interface LiveText {
	onEvent?: (event: RunEvent) => void;
	/** To be called when the wait is over, however it ended. */
	end: () => void;
}

/**
 * Where the execution answers as a stream (a Webhook or Chat Trigger in streaming mode), sends the
 * text pieces of the run's `content` events as they come. Elsewhere, and on an older n8n, nothing.
 */
export function liveText(context: IExecuteFunctions, itemIndex: number): LiveText {
	if (!('isStreaming' in context) || !context.isStreaming()) return { end: () => {} };
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
