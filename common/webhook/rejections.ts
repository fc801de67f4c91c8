/** Answers to callbacks that start nothing. */

import type { IWebhookFunctions } from 'n8n-workflow';

import type { WebhookAnswer } from './answer';
import type { Repetition } from './deduplication';
import { logRefusal } from './logRefusal';
import type { Rejection } from './verdict';

/** When a sender may retry what could not be decided. */
const RETRY_AFTER_MS = 5_000;

/** The answer to a callback that will never be accepted, with a line in n8n's log. */
export function refuse(
	context: IWebhookFunctions,
	nodeTypeName: string,
	statusCode: number,
	reason: string,
): WebhookAnswer {
	logRefusal(context, nodeTypeName, statusCode, reason);
	return { statusCode, body: { received: false, reason } };
}

/** The answer to a callback that is not proven: 401, or 503 if it may be sent again. */
export function turnAway(
	context: IWebhookFunctions,
	nodeTypeName: string,
	rejection: Rejection,
): WebhookAnswer {
	const { kind, reason } = rejection;
	if (kind === 'forged') return refuse(context, nodeTypeName, 401, reason);
	logRefusal(context, nodeTypeName, 503, reason);
	const text = 'The callback could not be verified at the moment. Retry later.';
	return retryLater(text, rejection.retryAfterMs);
}

/** The answer to a callback that is accepted, and that the user does not want. */
export function ignored(reason: string): WebhookAnswer {
	return { statusCode: 200, body: { received: true, started: false, reason } };
}

/** The answer that a repetition gets; that of the first delivery if it did not count. */
export function answerTo(outcome: WebhookAnswer | Repetition): WebhookAnswer {
	if (outcome === 'repeated') return ignored('repeated');
	if (outcome !== 'undecided') return outcome;
	return retryLater('The same callback is being processed. Retry later.');
}

function retryLater(reason: string, retryAfterMs = RETRY_AFTER_MS): WebhookAnswer {
	return { statusCode: 503, body: { received: false, reason }, retryAfterMs };
}
