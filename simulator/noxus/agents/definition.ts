import { isRecord } from '../../http/values';
import type { AgentName } from './ids';
import type { AgentsSettings } from './settings';

/** A definition of an agent, or the settings of a conversation: one type (contract 6.2). */
export type AgentDefinition = Record<string, unknown>;

/** Some of the keys that a backend sends beside those that a client sends (contract 6.2). */
const RECEIVED_ONLY = {
	top_p: 0.9,
	timeout: 300,
	hide_reasoning: false,
	citation_style: 'inline',
	usage_limits_agent_timeout: 600,
	usage_limits_max_messages: 50,
	parallel_tool_calls: true,
	is_coworker: true,
};

const TOOLS: Partial<Record<AgentName, string[]>> = {
	tools: ['web_research', 'a_tool_of_tomorrow'],
	files: ['create_files'],
};

/** The live definition of an agent of the catalog. */
export function definitionOf(behaviour: AgentName, settings: AgentsSettings): AgentDefinition {
	return receivedDefinition(
		{
			model: ['gpt-4o'],
			temperature: 0.7,
			tools: (TOOLS[behaviour] ?? []).map((type) => ({ type, enabled: true })),
			persona: 'A helper of the simulator',
		},
		settings,
	);
}

/** What a backend makes of a definition that was sent: more keys, and rich texts (contract 6.2). */
export function receivedDefinition(
	sent: AgentDefinition,
	settings: AgentsSettings,
): AgentDefinition {
	const model = sent.model ?? sent.model_selection;
	const tools = Array.isArray(sent.tools) ? sent.tools.filter(isRecord) : [];
	return {
		max_tokens: 64_000,
		agent_flow_id: null,
		...RECEIVED_ONLY,
		...sent,
		model,
		model_selection: model,
		persona: richText(sent.persona, settings),
		tone: richText(sent.tone, settings),
		extra_instructions: richText(sent.extra_instructions, settings),
		tools: tools.map((tool) => ({ ...toolDefaults(tool), ...tool })),
	};
}

function richText(text: unknown, { textsAs }: AgentsSettings): unknown {
	if (typeof text !== 'string' || textsAs === 'string') return text ?? null;
	return textsAs === 'object' ? { text } : [{ text }];
}

function toolDefaults({ type }: Record<string, unknown>): Record<string, unknown> {
	return {
		title: String(type),
		description: `The tool ${String(type)}`,
		category: 'tools',
		extra_instructions: null,
		requires_approval: false,
		visible: true,
	};
}
