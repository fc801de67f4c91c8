import type { ChatMessage, ToolCall } from './inputs';

/** The tool calls that a talk asked for last, and the results that follow them. */
export function lastRoundOf(messages: readonly ChatMessage[]): {
	toolCalls: ToolCall[];
	results: ChatMessage[];
} {
	let round: ReturnType<typeof lastRoundOf> = { toolCalls: [], results: [] };
	for (const message of messages) {
		const { role, toolCalls = [] } = message;
		if (toolCalls.length > 0) round = { toolCalls, results: [] };
		else if (role === 'tool') round.results.push(message);
	}
	return round;
}
