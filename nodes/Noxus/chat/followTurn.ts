import type { ApiClient } from '../../../common/http/apiClient';
import { backoffMs, type Backoff } from '../../../common/http/retry';
import { Watchdog } from '../../../common/http/watchdog';
import { JobReader } from '../../../common/wait/jobReader';
import { getConversation, unknownConversation, type Conversation } from '../api/conversations';
import { openTurnEvents } from '../api/messages';
import type { LiveAnswer } from './liveAnswer';
import { turnStateIn, type Answer, type SentMessage } from './turn';

/** A turn that is waited for. */
export interface Turn {
	client: ApiClient;
	conversationId: string;
	sent: SentMessage;
	deadlineAtMs: number;
	live: LiveAnswer;
}

/** How the wait for an answer ended. */
export type TurnEnd =
	| { kind: 'answered'; answer: Answer }
	/** The agent continues without us. */
	| { kind: 'timedOut' }
	/** The agent is idle, and has not answered. */
	| { kind: 'unanswered' }
	/** The message did not appear in the conversation. */
	| { kind: 'missing' };

/** Between two reads of the conversation. */
const READ_BACKOFF: Backoff = { firstMs: 100, factor: 2, capMs: 5_000 };

/** A conversation may show a message, and its answer, later than the stream: so often it is reread, in 6 s. */
const LAG_READS = 6;

/** A stream of events that is silent for so long is closed, and the conversation is read. */
const SILENCE_MS = 30_000;

/** What the request that sent the message has shown. */
export interface Sending {
	/** Whether Noxus has confirmed the message. */
	isReceived: boolean;
	/** Whether the stream has reported the end of the turn. */
	isDone: boolean;
}

/**
 * Follows a turn whose own stream has ended: by the conversation, which is the truth, and by the events
 * of the turn while the agent is at work. Sends nothing. Throws like `JobReader.read`.
 */
export async function followTurn(turn: Turn, { isReceived, isDone }: Sending): Promise<TurnEnd> {
	const { client, sent, deadlineAtMs, live } = turn;
	const reader = readerOf(turn);
	const events = new TurnEvents(turn);
	let idleReads = 0;
	for (let attempt = 1; ; attempt++) {
		const conversation = await reader.read();
		if (!reader.isUnreachable) {
			const state = turnStateIn(conversation, sent, isReceived);
			if (state.kind === 'answered') return state;
			isReceived ||= state.kind !== 'missing';
			const isIdle = state.kind !== 'running';
			// An agent that has reported its failure will not answer later.
			if (isIdle && (live.failure !== undefined || ++idleReads > LAG_READS)) return state;
			if (!isIdle && (await events.listen())) attempt = 1;
		} else if (isDone) {
			return streamedEnd(live);
		}
		const leftMs = deadlineAtMs - Date.now();
		if (leftMs <= 0) return { kind: 'timedOut' };
		await client.pause(Math.min(leftMs, backoffMs(attempt, READ_BACKOFF, Math.random)));
	}
}

/** The end of a turn that only its stream has shown. */
export function streamedEnd({ text, failure }: LiveAnswer): TurnEnd {
	if (failure !== undefined) return { kind: 'unanswered' };
	const nothingElse = { messageId: null, toolResults: [], fileParts: [], parts: [] };
	return { kind: 'answered', answer: { text, ...nothingElse } };
}

function readerOf({ client, conversationId, deadlineAtMs }: Turn): JobReader<Conversation> {
	const read = async (
		_client: ApiClient,
		{ id }: Conversation,
		limits: { deadlineAtMs?: number },
	) => await getConversation(client, id, limits);
	return new JobReader(client, unknownConversation(conversationId), deadlineAtMs, read);
}

/** The streams of events of a turn, one after another. */
class TurnEvents {
	/** An older Noxus has none. */
	private areRefused = false;

	constructor(private readonly turn: Turn) {}

	/** Opens a stream and reads it to its end. Returns whether the answer has grown. */
	async listen(): Promise<boolean> {
		const { client, conversationId, deadlineAtMs, live } = this.turn;
		const leftMs = deadlineAtMs - Date.now();
		if (this.areRefused || leftMs <= 0) return false;
		const stream = await openTurnEvents(client, conversationId, leftMs);
		this.areRefused = stream === 'refused';
		if (typeof stream === 'string') return false;
		const before = live.text;
		const take = live.resume();
		const watchdog = new Watchdog(SILENCE_MS, () => stream.close(), deadlineAtMs);
		try {
			for await (const frame of stream.events) {
				watchdog.moved();
				take(frame);
				if (frame.kind === 'done' || frame.kind === 'timeout') break;
			}
		} finally {
			watchdog.stop();
			stream.close();
		}
		return live.text !== before;
	}
}
