import type { ApiClient } from '../../../common/http/apiClient';
import { refusalStatusCode } from '../../../common/http/errors';
import { isConfirmation } from '../../../common/http/oddResponse';
import { apiPath } from '../../../common/http/apiPath';
import type { ApiRequest } from '../../../common/http/apiRequest';
import { asObject, textOrUndefined } from '../../../common/util/json';
import { readListPage } from './listPage';
import { parseMessage, type ChatMessage } from './messageParts';
import { toIsoUtc } from '../../../common/util/isoTime';

/** Less than Noxus allows, because each conversation of a page comes with its messages. */
const PAGE_SIZE = 50;

/** A conversation, without the tokens and key IDs that Noxus sends with it. */
export interface Conversation {
	id: string;
	name: string;
	/** Null for a conversation of settings alone. */
	agentId: string | null;
	/** `idle`, or another word while the agent is at work. Empty if Noxus sends none. */
	status: string;
	/** ISO 8601 in UTC, like the one below. */
	createdAt: string | null;
	updatedAt: string | null;
	messages: ChatMessage[];
}

/** A conversation of which only the ID is known. */
export function unknownConversation(id: string): Conversation {
	const nothing = { agentId: null, createdAt: null, updatedAt: null };
	return { id, name: '', status: '', messages: [], ...nothing };
}

/** Whether the agent is at work on a message. `idle` is the one status that is documented. */
export function isBusy({ status }: Conversation): boolean {
	return status !== '' && status !== 'idle';
}

/** The ID of the last message; null if there is none. */
export function lastMessageId({ messages }: Conversation): string | null {
	return messages.at(-1)?.id ?? null;
}

/** Whether an error says that Noxus knows no such conversation. */
export function isUnknown(error: unknown): boolean {
	return refusalStatusCode(error) === 404;
}

/**
 * `POST /v1/conversations?assistant_id=`: makes a conversation with an agent. It is listed once it has
 * a message. Throws like `ApiClient.send`.
 */
export async function createConversation(
	client: ApiClient,
	agentId: string,
	name: string,
): Promise<Conversation> {
	return await requestConversation(client, {
		method: 'POST',
		path: '/v1/conversations',
		query: { assistant_id: agentId },
		json: { name, settings: null },
		rule: 'create',
	});
}

/** `GET /v1/conversations/{id}`: a conversation with its messages. Throws like `ApiClient.send`. */
export async function getConversation(
	client: ApiClient,
	id: string,
	limits: Pick<ApiRequest, 'timeoutMs' | 'maxAttempts' | 'deadlineAtMs'> = {},
): Promise<Conversation> {
	const path = apiPath`/v1/conversations/${id}`;
	return await requestConversation(client, { method: 'GET', path, rule: 'read', ...limits });
}

/**
 * `GET /v1/conversations`: one page of the conversations that have a message, in the order of Noxus,
 * which is not documented. Throws like `ApiClient.send`.
 */
export async function listConversations(
	client: ApiClient,
	page: number,
): Promise<{ conversations: Conversation[]; hasMore: boolean }> {
	const query = { page, size: PAGE_SIZE };
	const { items, hasMore } = await readListPage(client, '/v1/conversations', query);
	return {
		conversations: items.map(parseConversation).filter((one) => one !== undefined),
		hasMore,
	};
}

/**
 * `DELETE /v1/conversations/{id}`. One that is gone after a try without an answer was deleted by that.
 *
 * @throws NodeApiError if Noxus refuses, or knows no such conversation.
 */
export async function deleteConversation(client: ApiClient, id: string): Promise<void> {
	const path = apiPath`/v1/conversations/${id}`;
	const request = { method: 'DELETE', path, rule: 'read' } as const;
	for (let attempt = 1; ; attempt++) {
		await client.waitForTurn();
		const answer = await client.attempt(request);
		if ('response' in answer) {
			if (isConfirmation(answer.response)) return;
			throw client.oddResponse(request, answer.response);
		}
		if (attempt > 1 && answer.failure.statusCode === 404) return;
		await client.waitForNextAttempt(attempt, answer.failure, {});
	}
}

/** Sends a request that is answered by a conversation. Throws like `ApiClient.send`. */
async function requestConversation(client: ApiClient, request: ApiRequest): Promise<Conversation> {
	const { body, statusCode } = await client.send(request);
	const conversation = parseConversation(body);
	if (conversation !== undefined) return conversation;
	const { method, path, rule } = request;
	throw client.error({ method, path, rule, statusCode });
}

/** Reads a conversation; undefined for what is none. Pure. */
export function parseConversation(value: unknown): Conversation | undefined {
	const fields = asObject(value) ?? {};
	const id = textOrUndefined(fields.id);
	if (id === undefined) return undefined;
	const messages = Array.isArray(fields.messages) ? fields.messages : [];
	return {
		id,
		name: typeof fields.name === 'string' ? fields.name : '',
		agentId: textOrUndefined(fields.assistant_id) ?? null,
		status: typeof fields.status === 'string' ? fields.status : '',
		createdAt: toIsoUtc(fields.created_at),
		updatedAt: toIsoUtc(fields.last_updated_at),
		messages: messages.map(parseMessage).filter((message) => message !== undefined),
	};
}
