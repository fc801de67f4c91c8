import { choiceField, requiredIdField, textField } from '../../../common/items/fieldTypes';
import { withProperty } from '../../../common/items/fields';
import { requiredAgent } from './agent';

/** The ID of a conversation, for operations on one that exists. */
export const conversationIdField = {
	conversationId: requiredIdField({
		displayName: 'Conversation ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The conversationId returned by Agent: Send Message',
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
		description: 'Which conversation to continue. The agent remembers its earlier messages.',
		options: [
			{
				name: 'By ID',
				value: 'byId',
				description: 'Continue an existing conversation with its agent',
			},
			{ name: 'New', value: 'new', description: 'Start a new conversation for each item' },
			{
				name: 'By Chat Session',
				value: 'session',
				description:
					'Keep one conversation per chat session, also across executions. Without a session ID, start a new one.',
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
			'Identifies the chat, such as the sessionId of a Chat Trigger, a Slack thread, or a phone number',
		displayOptions: { show: { conversation: ['session'] } },
	}),
	conversationId: withProperty(conversationIdField.conversationId, {
		required: false,
		displayOptions: { show: { conversation: ['byId'] } },
	}),
};

/** How messages of a conversation, and answers, are returned. */
export const partsDescription =
	'Whether to also return the unprocessed parts of each message, such as thoughts and tool calls';
