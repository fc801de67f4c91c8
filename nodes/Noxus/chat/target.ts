import { readField } from '../../../common/items/fields';
import type { Item } from '../../../common/items/item';
import { dropOldest } from '../../../common/util/boundedMaps';
import {
	createConversation,
	getConversation,
	isUnknown,
	lastMessageId,
} from '../api/conversations';
import { targetFields } from '../fields/conversation';
import { findOrCreate, forgetConversation, toSession, type Session } from './sessions';

/** The conversation that an item names. */
export type Target =
	| { kind: 'new'; agentId: string }
	| { kind: 'session'; session: Session }
	| { kind: 'byId'; conversationId: string };

/** A conversation that a message can be sent to. */
export interface OpenConversation {
	id: string;
	/** The last message that is known in it. */
	lastMessageId: string | null;
}

const MAX_KEPT = 10_000;
/** The last messages that this process has seen, by conversation. */
const lastMessages = new Map<string, string>();

/** Remembers how far a conversation is, which spares reading it before the next message. */
export function noteLastMessage(conversationId: string, messageId: string | null): void {
	if (messageId === null) return;
	lastMessages.delete(conversationId);
	lastMessages.set(conversationId, messageId);
	dropOldest(lastMessages, MAX_KEPT);
}

/**
 * The conversation that the fields name; a session without an ID is a new conversation.
 *
 * @throws NodeOperationError that names the field, for a wrong value.
 */
export function readTarget(item: Item): Target {
	const kind = readField(item, targetFields, 'conversation');
	if (kind === 'byId') {
		return { kind, conversationId: readField(item, targetFields, 'conversationId') };
	}
	const agentId = readField(item, targetFields, 'agentId');
	const sessionId = kind === 'session' ? readField(item, targetFields, 'sessionId') : '';
	if (sessionId === '') return { kind: 'new', agentId };
	return { kind: 'session', session: toSession(item.context, agentId, sessionId) };
}

/** Messages with the same key are sent one after another; undefined if nothing has to be waited for. */
export function queueKeyOf(target: Target): string | undefined {
	if (target.kind === 'new') return undefined;
	return target.kind === 'session' ? target.session.key : target.conversationId;
}

/** Makes, finds or reads the conversation. Throws like `ApiClient.send`. */
export async function openTarget(item: Item, target: Target): Promise<OpenConversation> {
	const { client } = item;
	if (target.kind === 'new') {
		const name = `${client.context.getWorkflow().name ?? 'Workflow'} (n8n)`;
		const { id } = await createConversation(client, target.agentId, name);
		return { id, lastMessageId: null };
	}
	if (target.kind === 'byId') return await openById(client, target.conversationId);
	try {
		return await openSession(client, target.session);
	} catch (error) {
		return await reopenTarget(item, target, error);
	}
}

/**
 * The conversation in place of one that Noxus no longer knows.
 *
 * @throws the refusal itself, if it is another one, or the user has named the conversation.
 */
export async function reopenTarget(
	{ client }: Item,
	target: Target,
	refusal: unknown,
): Promise<OpenConversation> {
	const isKnownHere = target.kind === 'session' && forgetConversation(target.session);
	if (!isKnownHere || !isUnknown(refusal)) throw refusal;
	return await openSession(client, target.session);
}

async function openSession(client: Item['client'], session: Session): Promise<OpenConversation> {
	const { id, isNew } = await findOrCreate(client, session);
	return isNew ? { id, lastMessageId: null } : await openById(client, id);
}

async function openById(client: Item['client'], id: string): Promise<OpenConversation> {
	const known = lastMessages.get(id);
	if (known !== undefined) return { id, lastMessageId: known };
	return { id, lastMessageId: lastMessageId(await getConversation(client, id)) };
}
