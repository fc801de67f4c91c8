import { readField, toProperties } from '../../../../common/items/fields';
import { deleteConversation } from '../../api/conversations';
import { conversationIdField } from '../../fields/conversation';
import { QUICK_ITEMS_AT_ONCE, type NoxusOperation } from '../../runBatch';

/** Deletes a conversation with its messages. */
export const deleteOperation: NoxusOperation = {
	fields: toProperties(conversationIdField, {
		resource: ['conversation'],
		operation: ['delete'],
	}),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item) {
		const conversationId = readField(item, conversationIdField, 'conversationId');
		await deleteConversation(item.client, conversationId);
		return { json: { conversationId, deleted: true } };
	},
};
