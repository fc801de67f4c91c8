import { formatDate } from '../../http/dates';
import type { SimulatorSettings } from '../settings';
import type { Agent } from './catalog';
import type { Conversation, StoredMessage } from './conversation';
import { definitionOf, receivedDefinition } from './definition';
import { messageParts, pydanticMessages } from './parts';

/** An agent as the API shows it (contract 6.1). */
export function presentAgent(
	agent: Agent,
	{ agents, dateStyle }: SimulatorSettings,
): Record<string, unknown> {
	const definition = definitionOf(agent.behaviour, agents);
	const draft = { ...definition, persona: 'Not published yet' };
	return {
		id: agent.id,
		group_id: agent.workspaceId,
		name: agent.name,
		description: agent.description,
		definition,
		draft_definition: agent.behaviour === 'draft' ? receivedDefinition(draft, agents) : null,
		visible: true,
		image_url: null,
		last_updated_at: formatDate(agent.createdAt, dateStyle),
		deleted_at: null,
		allow_public_access: false,
	};
}

/** A conversation as the API shows it (contract 6.3). Two of its fields are secrets. */
export function presentConversation(
	conversation: Conversation,
	settings: SimulatorSettings,
): Record<string, unknown> {
	const { dateStyle } = settings;
	return {
		id: conversation.id,
		name: conversation.name,
		created_at: formatDate(conversation.createdAt, dateStyle),
		last_updated_at: formatDate(conversation.lastUpdatedAt, dateStyle),
		settings: conversation.settings,
		etag: conversation.etag,
		messages: conversation.messages.map((message) => presentMessage(message, settings)),
		status: conversation.status,
		assistant_id: conversation.agent?.id ?? null,
		user_id: null,
		api_key_id: conversation.keyId,
		manual: false,
		preview: false,
		assistant_version_id: null,
		chat_transport: null,
		public_access_token: `public_${conversation.id}`,
		todos: [],
	};
}

/** One message, with the parts that `messageParts` asks for. */
function presentMessage(
	message: StoredMessage,
	{ agents, dateStyle }: SimulatorSettings,
): Record<string, unknown> {
	const { messageParts: which } = agents;
	const { id, createdAt } = message;
	return {
		id,
		created_at: formatDate(createdAt, dateStyle),
		...(which !== 'pydantic' && { message_parts: messageParts(message) }),
		...(which !== 'messageParts' && {
			pydantic_message_parts: pydanticMessages(message, agents, id),
		}),
	};
}
