import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import { appendToDescription } from '../../../common/http/errors';
import { describeError, toNodeError, type NodeError } from '../../../common/items/errorItem';
import type { Item } from '../../../common/items/item';
import { openLiveText } from '../../../common/items/liveText';
import type { ItemData } from '../../../common/items/operation';
import { KeyedQueue } from '../../../common/util/keyedQueue';
import { toAnswerItem, toTimedOutItem, type AnswerSettings } from './answerItem';
import { LiveAnswer } from './liveAnswer';
import { isGone, sendTurn } from './sendTurn';
import {
	noteLastMessage,
	openTarget,
	queueKeyOf,
	reopenTarget,
	type OpenConversation,
	type Target,
} from './target';

/** A message as the API takes it; `content` is what a person says (API page "Add Message"). */
export type MessageBody = IDataObject & { content: string };

/** What to wait for, and what to return. */
export interface TurnSettings extends AnswerSettings {
	maxWaitMinutes: number;
}

/** For all executions of this process: two messages of one conversation are sent one after another. */
const turns = new KeyedQueue();

/** How often a message that waits for its turn checks whether its execution was stopped. */
const STOP_CHECK_MS = 1_000;

/**
 * Runs `work` when the messages before it in the same conversation are answered. To be called for the
 * items of an execution in their order.
 *
 * @throws NodeOperationError when the execution was stopped; throws like `work` else.
 */
export async function inTurn<Result>(
	{ client }: Item,
	target: Target,
	work: () => Promise<Result>,
): Promise<Result> {
	const key = queueKeyOf(target);
	if (key === undefined) return await work();
	return await turns.run(key, work, async (before) => {
		let isOver = false;
		const ended = before.then(() => {
			isOver = true;
		});
		while (!isOver) await Promise.race([ended, client.pause(STOP_CHECK_MS)]);
	});
}

/**
 * Sends a message to the conversation that the item names, and makes the item of the answer. The message
 * is sent once, whatever happens.
 *
 * @throws NodeOperationError if the agent fails, or does not answer.
 * @throws NodeApiError if Noxus refuses the message, or it is not known whether it has it. Both name the
 * conversation.
 */
export async function converse(
	item: Item,
	target: Target,
	body: MessageBody,
	settings: TurnSettings,
): Promise<ItemData> {
	const conversation = await openTarget(item, target);
	const turn = takeTurn(item, conversation, body, settings);
	return await turn.catch(async (error: unknown) => {
		if (!isGone(error)) throw error;
		const another = await reopenTarget(item, target, error);
		return await takeTurn(item, another, body, settings);
	});
}

async function takeTurn(
	item: Item,
	{ id, lastMessageId }: OpenConversation,
	body: MessageBody,
	settings: TurnSettings,
): Promise<ItemData> {
	const { client } = item;
	const live = new LiveAnswer(openLiveText(item));
	const sent = { content: body.content, lastMessageId };
	const deadlineAtMs = Date.now() + settings.maxWaitMinutes * 60_000;
	try {
		const turn = { client, conversationId: id, sent, deadlineAtMs, live };
		const end = await sendTurn(turn, body).catch((error: unknown) => {
			throw isGone(error) ? error : about(item, error, id, isRefusal(error) ? '' : MAYBE_RECEIVED);
		});
		if (end.kind === 'timedOut') return toTimedOutItem(item, id, live.text);
		if (end.kind !== 'answered') throw about(item, noAnswer(item, live), id);
		noteLastMessage(id, end.answer.messageId);
		live.finish(end.answer.text);
		return await toAnswerItem(item, id, end.answer, settings).catch((error: unknown) => {
			throw about(item, error, id, ANSWERED);
		});
	} finally {
		live.end();
	}
}

function noAnswer({ client, index: itemIndex }: Item, { failure }: LiveAnswer): NodeOperationError {
	const message =
		failure === undefined
			? 'The Noxus agent did not answer'
			: `The Noxus agent failed: ${failure || 'Noxus returned no reason'}`;
	return new NodeOperationError(client.node, message, {
		itemIndex,
		description: 'Open the conversation in Noxus to see what the agent did.',
	});
}

const MAYBE_RECEIVED =
	'Noxus may have received the message. Check Conversation: Get before you send it again.';
const ANSWERED =
	'The agent answered: get the answer with Conversation: Get. If a file cannot be downloaded, turn off Download Files.';

/** Whether Noxus has said that it does nothing with the message. */
function isRefusal(error: unknown): boolean {
	return error instanceof NodeApiError && /^4(?!08)\d\d$/.test(error.httpCode ?? '');
}

/** The error with its conversation, so that a message that was sent is not lost. */
function about(item: Item, caught: unknown, conversationId: string, advice = ''): NodeError {
	const error = toNodeError(item.client.node, caught);
	appendToDescription(error, [`Conversation: ${conversationId}.`, advice]);
	return describeError(error, { conversationId });
}
