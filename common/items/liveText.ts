import type { IExecuteFunctions } from 'n8n-workflow';

import type { Item } from './item';
import { isToolCall } from './toolCall';

/** Text for a caller that reads it while it is written. */
export interface LiveText {
	send(text: string): void;
	/** To be called when the wait is over, however it ended. */
	end(): void;
}

/**
 * Whether the execution answers as a stream (a Webhook or Chat Trigger in streaming mode), which older
 * n8n cannot. In the tool call of an AI agent, the agent is the one who answers.
 */
export function isStreamed(context: IExecuteFunctions): boolean {
	if (isToolCall(context)) return false;
	return 'isStreaming' in context && context.isStreaming();
}

/** The stream to the caller, for the text of an item; undefined if there is none. */
export function openLiveText({ context, index }: Item): LiveText | undefined {
	if (!isStreamed(context)) return undefined;
	let hasBegun = false;
	return {
		send: (text) => {
			if (text === '') return;
			if (!hasBegun) context.sendChunk('begin', index);
			hasBegun = true;
			context.sendChunk('item', index, text);
		},
		end: () => {
			if (hasBegun) context.sendChunk('end', index);
		},
	};
}
