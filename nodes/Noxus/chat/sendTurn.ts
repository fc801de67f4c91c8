import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { addMessage, streamMessage, type MessageLimits, type TurnStream } from '../api/messages';
import { getConversation, isUnknown } from '../api/conversations';
import { followTurn, streamedEnd, type Sending, type Turn, type TurnEnd } from './followTurn';
import { SilenceWatch } from './silenceWatch';
import { turnStateIn } from './turn';

const UNCONFIRMED: Sending = { isReceived: false, isDone: false };

/**
 * Sends a message once, and waits for its answer: by the stream of the answer, and if that breaks off,
 * by what the conversation shows.
 *
 * @throws NodeApiError if Noxus has refused the message, or it is not known whether it has it.
 * @throws NodeOperationError when the execution was stopped.
 */
export async function sendTurn(turn: Turn, body: IDataObject): Promise<TurnEnd> {
	const sending = await send(turn, body);
	const end = await followTurn(turn, sending).catch((error: unknown) => {
		// The answer has arrived, whatever is wrong with the conversation.
		if (sending.isDone && !turn.client.isStopped) return streamedEnd(turn.live);
		throw error;
	});
	if (end.kind === 'missing' && sending.error !== undefined) throw sending.error;
	return end;
}

/** `error`: why Noxus has not confirmed the message. */
async function send(turn: Turn, body: IDataObject): Promise<Sending & { error?: NodeApiError }> {
	const { client, conversationId, deadlineAtMs } = turn;
	const closing = new AbortController();
	const limits: MessageLimits = { deadlineAtMs, closing };
	const watch = new SilenceWatch(
		async () => await isOver(turn),
		() => closing.abort(),
		deadlineAtMs,
	);
	try {
		const opening = streamMessage(client, conversationId, body, limits);
		const stream = await opening.catch(passOverMissing);
		if (stream !== undefined) {
			if ('error' in stream) return { ...UNCONFIRMED, error: stream.error };
			return { isReceived: true, isDone: await readAnswer(turn, stream, watch) };
		}
		await expectConversation(turn);
		const added = await addMessage(client, conversationId, body, limits);
		const isUnconfirmed = added !== undefined && 'error' in added;
		if (isUnconfirmed) return { ...UNCONFIRMED, error: added.error };
		return { isReceived: true, isDone: false };
	} finally {
		watch.stop();
		closing.abort();
	}
}

/** Reads the stream to its end. Returns whether it has reported the end of the turn. */
async function readAnswer(
	{ live }: Turn,
	stream: TurnStream,
	watch: SilenceWatch,
): Promise<boolean> {
	for await (const frame of stream.events) {
		watch.moved();
		live.take(frame);
		if (frame.kind === 'done' || frame.kind === 'timeout') return frame.kind === 'done';
	}
	return false;
}

/** Whether the conversation shows the answer. */
async function isOver({ client, conversationId, sent }: Turn): Promise<boolean> {
	const limits = { timeoutMs: 5_000, maxAttempts: 1 };
	const conversation = await getConversation(client, conversationId, limits);
	return turnStateIn(conversation, sent, false).kind === 'answered';
}

/** Refusals of messages that have reached no conversation. */
const gone = new WeakSet<object>();

/** Whether `sendTurn` has thrown this because there is no such conversation; nothing was sent then. */
export function isGone(error: unknown): boolean {
	return typeof error === 'object' && error !== null && gone.has(error);
}

/** @throws NodeApiError if the conversation is what is missing, and not the stream. */
async function expectConversation({ client, conversationId }: Turn): Promise<void> {
	await getConversation(client, conversationId).catch((error: unknown) => {
		if (error instanceof NodeApiError && isUnknown(error)) gone.add(error);
		throw error;
	});
}

/** An older Noxus has no streams of messages. */
function passOverMissing(error: unknown): undefined {
	const isMissing = error instanceof NodeApiError && /^40[45]$/.test(error.httpCode ?? '');
	if (!isMissing) throw error;
}
