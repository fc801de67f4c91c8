import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { dropOldest } from '../../../common/util/boundedMaps';
import { createConversation, listConversations, type Conversation } from '../api/conversations';
import { recordSession } from './sessionRecord';

/** A chat session of n8n, as one agent sees it. */
export interface Session {
	/** Stands for the session in names and records; does not reveal the ID of the session. */
	key: string;
	agentId: string;
}

/** The conversation of a session. */
export interface SessionConversation {
	id: string;
	/** It was made for this message, so it holds no other. */
	isNew: boolean;
}

const MAX_KEPT = 10_000;
/** Conversations of sessions that this process has seen. */
const known = new Map<string, string>();

/** A bound on time, not on what can be found: 10,000 conversations. */
const MAX_PAGES = 200;
const READ_LIMIT_MS = 60_000;

/** How long another process may take from recording a session to the first message of its conversation. */
const OTHERS_DELAYS_MS = [250, 500, 1_000, 2_000];

const MAX_NAME_CHARS = 60;

/** The session of an n8n session ID, for this node of this workflow of this n8n. */
export function toSession(context: IExecuteFunctions, agentId: string, sessionId: string): Session {
	const parts = [
		context.getInstanceId(),
		context.getWorkflow().id,
		context.getNode().id,
		agentId.toLowerCase(),
		sessionId,
	];
	const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
	return { key: hash.slice(0, 32), agentId };
}

/** Forgets the conversation of a session, which is gone. Returns whether there was one. */
export function forgetConversation({ key }: Session): boolean {
	return known.delete(key);
}

/**
 * The conversation of a session: the one that this process knows, or that Noxus lists under the name of
 * the session, or a new one. Callers ask for one session at a time. Of two n8n processes, the one that
 * records the session second waits for the conversation of the first. Throws like `ApiClient.send`.
 */
export async function findOrCreate(
	client: ApiClient<IExecuteFunctions>,
	session: Session,
): Promise<SessionConversation> {
	const knownId = known.get(session.key);
	if (knownId !== undefined) return { id: knownId, isNew: false };
	const isFirst = await recordSession(client.context, session.key);
	// A list of all conversations takes long, so it is not read for a session that is surely new.
	const found = isFirst === true ? undefined : await find(client, session, isFirst === false);
	const { id } = found ?? (await create(client, session));
	remember(session, id);
	return { id, isNew: found === undefined };
}

function remember({ key }: Session, id: string): void {
	known.set(key, id);
	dropOldest(known, MAX_KEPT);
}

async function create(
	client: ApiClient<IExecuteFunctions>,
	{ key, agentId }: Session,
): Promise<Conversation> {
	const workflowName = (client.context.getWorkflow().name ?? '').slice(0, MAX_NAME_CHARS);
	return await createConversation(client, agentId, `${workflowName} (${markOf(key)})`);
}

/** By which a conversation is found again. */
const markOf = (key: string): string => `n8n chat ${key}`;

/** `isRecorded`: this or another process has had a message of the session. */
async function find(
	client: ApiClient,
	{ key }: Session,
	isRecorded: boolean,
): Promise<Conversation | undefined> {
	for (const delayMs of [0, ...(isRecorded ? OTHERS_DELAYS_MS : [])]) {
		if (delayMs > 0) await client.pause(delayMs);
		const found = await search(client, markOf(key));
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Reads pages up to the first one with a conversation of this mark. */
async function search(client: ApiClient, mark: string): Promise<Conversation | undefined> {
	const untilMs = Date.now() + READ_LIMIT_MS;
	for (let page = 1; page <= MAX_PAGES && Date.now() < untilMs; page++) {
		const { conversations, hasMore } = await listConversations(client, page);
		const found = conversations.filter(({ name }) => name.includes(mark)).sort(byAge)[0];
		if (found !== undefined || !hasMore) return found;
	}
	return undefined;
}

/** Of two that processes have made at the same moment, all choose the older one. */
function byAge(one: Conversation, other: Conversation): number {
	const [a, b] = [one, other].map(({ createdAt, id }) => `${createdAt ?? ''} ${id}`);
	return (a ?? '') < (b ?? '') ? -1 : 1;
}
