import type { IDataObject, NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { apiPath } from '../../../common/http/apiPath';
import type { ApiRequest, ApiResponse } from '../../../common/http/apiRequest';
import {
	openEventStream,
	readEventStream,
	type EventStream,
	type NoStream,
} from '../../../common/http/eventStream';
import { surelyDidNothing } from '../../../common/http/retry';
import { parseConversation, type Conversation } from './conversations';
import { parseTurnFrame, type TurnFrame } from './turnFrames';

export type TurnStream = EventStream<TurnFrame>;

/** A request that sends a message, without an answer: Noxus may have the message all the same. */
export interface Unconfirmed {
	error: NodeApiError;
}

/** When a request for a message ends without an answer. */
export interface MessageLimits {
	deadlineAtMs: number;
	/** Ends the request, and the stream that it returned. */
	closing: AbortController;
}

/**
 * `POST /v1/conversations/{id}/stream`: sends a message, and returns the stream of its answer. Sent
 * again only if Noxus surely did nothing with it.
 *
 * @throws NodeApiError if Noxus has refused the message; 404 also for a Noxus without streams.
 * @throws NodeOperationError when the execution was stopped.
 */
export async function streamMessage(
	client: ApiClient,
	conversationId: string,
	body: IDataObject,
	limits: MessageLimits,
): Promise<TurnStream | Unconfirmed> {
	const answer = await postOnce(client, limits, {
		path: apiPath`/v1/conversations/${conversationId}/stream`,
		query: { format: 'json' },
		json: body,
		headers: { Accept: 'text/event-stream' },
		encoding: 'stream',
	});
	if ('error' in answer) return answer;
	return readEventStream(client, answer.body, parseTurnFrame, () => limits.closing.abort());
}

/**
 * `POST /v1/conversations/{id}`: sends a message, and returns the conversation once it is answered; for
 * a Noxus without streams. Sent again, and throws, like `streamMessage`.
 */
export async function addMessage(
	client: ApiClient,
	conversationId: string,
	body: IDataObject,
	limits: MessageLimits,
): Promise<Conversation | undefined | Unconfirmed> {
	const path = apiPath`/v1/conversations/${conversationId}`;
	const answer = await postOnce(client, limits, { path, json: body });
	return 'error' in answer ? answer : parseConversation(answer.body);
}

/**
 * `GET /v1/conversations/{id}/events`: opens the stream of the turn in progress. Throws like
 * `openEventStream`.
 */
export async function openTurnEvents(
	client: ApiClient,
	conversationId: string,
	leftMs: number,
): Promise<TurnStream | NoStream> {
	const path = apiPath`/v1/conversations/${conversationId}/events`;
	return await openEventStream(client, { path, query: { format: 'json' } }, parseTurnFrame, leftMs);
}

type Post = Pick<ApiRequest, 'path' | 'query' | 'json' | 'headers' | 'encoding'>;

async function postOnce(
	client: ApiClient,
	{ deadlineAtMs, closing }: MessageLimits,
	post: Post,
): Promise<ApiResponse | Unconfirmed> {
	for (let attempt = 1; ; attempt++) {
		await client.waitForTurn();
		const answer = await client.attempt({
			...post,
			method: 'POST',
			rule: 'create',
			// An agent may think for minutes before it sends anything. For axios, 0 would be no limit.
			timeoutMs: Math.max(1, deadlineAtMs - Date.now()),
			signal: closing.signal,
		});
		if ('response' in answer) return answer.response;
		if (!surelyDidNothing(answer.failure)) return { error: client.error(answer.failure) };
		await client.waitForNextAttempt(attempt, answer.failure, { deadlineAtMs });
	}
}
