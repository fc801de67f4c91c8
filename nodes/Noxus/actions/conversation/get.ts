import { collection, readField, toProperties } from '../../../../common/items/fields';
import { choiceField, flagField } from '../../../../common/items/fieldTypes';
import { getConversation } from '../../api/conversations';
import { toConversationJson, toMessageJson } from '../../chat/conversationItem';
import { conversationIdField, partsDescription } from '../../fields/conversation';
import { withoutBase64 } from '../../outputs/toolItem';
import { QUICK_ITEMS_AT_ONCE, type NoxusOperation } from '../../runBatch';

const fields = {
	...conversationIdField,
	returnAs: choiceField({
		displayName: 'Return',
		default: 'messages',
		description: 'How to return the messages',
		options: [
			{
				name: 'One Item per Message',
				value: 'messages',
				description: 'Oldest first, each with the conversation ID',
			},
			{
				name: 'One Item',
				value: 'conversation',
				description: 'The conversation with a list of its messages',
			},
		],
	}),
	options: collection({
		includeParts: flagField({
			displayName: 'Include Raw Parts',
			default: false,
			description: partsDescription,
		}),
	}),
};

/** Reads a conversation and its messages. */
export const get: NoxusOperation = {
	fields: toProperties(fields, { resource: ['conversation'], operation: ['get'] }),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item) {
		const id = readField(item, fields, 'conversationId');
		const returnAs = readField(item, fields, 'returnAs');
		const { includeParts } = readField(item, fields, 'options');
		const conversation = await getConversation(item.client, id);
		const messages = conversation.messages.map((message) => {
			const json = toMessageJson(message, includeParts && !item.isToolCall);
			return item.isToolCall ? (withoutBase64(json) as typeof json) : json;
		});
		if (returnAs === 'conversation') {
			return { json: { ...toConversationJson(conversation), messages } };
		}
		return messages.map((message) => ({ json: { conversationId: conversation.id, ...message } }));
	},
};
