/** A tool as the SDKs send it. */
export const weather = {
	type: 'function',
	function: {
		name: 'get_weather',
		description: 'Weather of a city',
		parameters: { type: 'object', properties: { city: { type: 'string' } } },
	},
};

interface Paused {
	executionId: unknown;
	pausedAtStep: unknown;
	iterationsUsed: unknown;
	toolCallMessages: unknown[];
	toolCalls: Array<{ id: string }>;
	accumulatedOutputs: unknown;
}

/** The body that resumes a paused answer with these results, one for each call. */
export function resumeOf(answer: Record<string, unknown>, content = '21'): Record<string, unknown> {
	const { toolCalls, ...paused } = answer as unknown as Paused;
	const results = toolCalls.map(({ id }) => ({ role: 'tool', toolCallId: id, content }));
	return {
		...paused,
		message: null,
		tools: [weather],
		toolCallMessages: [...paused.toolCallMessages, ...results],
	};
}
