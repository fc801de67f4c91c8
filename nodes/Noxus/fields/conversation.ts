import { choiceField, requiredIdField, textField } from '../../../common/items/fieldTypes';
import { withProperty } from '../../../common/items/fields';
import { requiredAgent } from './agent';

/** The ID of a conversation, for operations on one that exists. */
export const conversationIdField = {
	conversationId: requiredIdField({
		displayName: 'Conversation ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The conversationId of an item that Agent: Send Message returned',
	}),
};

/**
 * In which conversation a message is sent. The ID is not `required`: if an expression makes the choice,
 * n8n shows all of these fields and would want all.
 */
export const targetFields = {
	conversation: choiceField({
		displayName: 'Conversation',
		default: 'session',
		description: 'Where the message is sent: the agent remembers what was said in a conversation',
		options: [
			{
				name: 'By ID',
				value: 'byId',
				description: 'A conversation that exists, with the agent it was made with',
			},
			{ name: 'New', value: 'new', description: 'A new conversation for each item' },
			{
				name: 'Of This Chat Session',
				value: 'session',
				description:
					'One conversation for each n8n chat session, found again later. Without a session ID it is a new one.',
			},
		],
	}),
	agentId: withProperty(requiredAgent, {
		displayOptions: { show: { conversation: ['new', 'session'] } },
	}),
	sessionId: textField({
		displayName: 'Session ID',
		default: '={{ $json.sessionId }}',
		placeholder: 'e.g. {{ $json.thread_ts }}',
		description:
			'What distinguishes chats: the sessionId of a Chat Trigger, a Slack thread, a phone number',
		displayOptions: { show: { conversation: ['session'] } },
	}),
	conversationId: withProperty(conversationIdField.conversationId, {
		required: false,
		displayOptions: { show: { conversation: ['byId'] } },
	}),
};

/** How messages of a conversation, and answers, are returned. */
export const partsDescription =
	'Whether to also return the parts of each message as Noxus sends them: thoughts, tool calls, and all else';
