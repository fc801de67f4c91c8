import type { Conversation } from './conversation';

/** A conversation as `GET /_simulator/conversations` shows it. */
export function conversationForSteering(conversation: Conversation): Record<string, unknown> {
	return {
		id: conversation.id,
		workspaceId: conversation.workspaceId,
		name: conversation.name,
		agentId: conversation.agent?.id ?? null,
		status: conversation.status,
		createdAt: conversation.createdAt,
		deletedAt: conversation.deletedAt,
		messagesReceived: conversation.received.length,
		received: conversation.received,
	};
}
