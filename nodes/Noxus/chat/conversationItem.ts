import type { IDataObject } from 'n8n-workflow';

import type { Conversation } from '../api/conversations';
import type { ChatMessage } from '../api/messageParts';
import { findAnswerFiles, toFileJson } from './answerFiles';
import { slimToolResult } from './answerItem';
import { withoutSecrets } from './withoutSecrets';

/** The JSON of a conversation without its messages. Pure. */
export function toConversationJson(conversation: Conversation): IDataObject {
	const { id, name, agentId, status, createdAt, updatedAt, messages } = conversation;
	const messageCount = messages.length;
	return { conversationId: id, name, agentId, status, createdAt, updatedAt, messageCount };
}

/** The JSON of a message. Pure. */
export function toMessageJson(
	{ id, role, createdAt, text, toolResults, fileParts, parts }: ChatMessage,
	includeParts: boolean,
): IDataObject {
	return {
		messageId: id,
		role,
		createdAt,
		text,
		toolResults: toolResults.map(slimToolResult),
		files: findAnswerFiles(fileParts).map(toFileJson),
		...(includeParts && { parts: withoutSecrets(parts) as IDataObject[] }),
	};
}
