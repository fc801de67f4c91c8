import { readField, type ValuesOf } from '../../../../common/items/fields';
import type { FieldPlace, Item } from '../../../../common/items/item';
import { quoteNames } from '../../../../common/util/quoteNames';
import { problemWithUrl } from '../../../../common/util/checks';
import { whyUnreachable } from '../../../../common/wait/reachability';
import { hintOnTriggerUrl, problemWithTriggerUrl } from '../../../../common/webhook/triggerUrl';
import type { FlowRef } from '../api/flowRef';
import type { JobRequest } from '../api/flowRequest';
import { CALLBACK_EVENTS, callbackFields, callbackOptions } from '../fields/callback';
import { callbackSecretOf } from './secret';
import { signTriggerUrl } from './token';

const DAY_MS = 86_400_000;

/** As users know it. */
const TRIGGER = 'Noukai Trigger';

type CallbackOptions = ValuesOf<typeof callbackOptions>;

/**
 * What the request of a job has for the callback that the parameters of the item choose: the URL, that
 * of a trigger with a token, and the events. Empty if nobody is to be called.
 *
 * @param warn shows the user, before the job is submitted, what may be wrong with the URL.
 * @throws NodeOperationError that names the item and the field, also for a URL that Noukai refuses.
 */
export async function readCallback(
	item: Item,
	flow: FlowRef,
	options: CallbackOptions,
	warn: (hint: string) => void,
): Promise<Pick<JobRequest, 'callbackUrl' | 'callbackEvents'>> {
	const choice = readField(item, callbackFields, 'callback');
	if (choice === 'none') return {};
	const name = choice === 'trigger' ? 'triggerUrl' : 'callbackUrl';
	const url = readField(item, callbackFields, name);
	const place = item.field(callbackFields[name].property.displayName);
	const problem =
		problemWithUrl(url) ?? (choice === 'trigger' ? problemWithTriggerUrl(url, TRIGGER) : undefined);
	if (problem !== undefined) throw place.error(problem);
	const why = whyUnreachable(url, await item.client.baseUrl());
	if (why !== undefined) throw place.error(`would be rejected by Noukai: ${why}. ${PUBLIC}`);
	const callbackEvents = readEvents(item, options);
	if (choice === 'url') return { callbackUrl: url, callbackEvents };
	const hint = hintOnTriggerUrl(url, TRIGGER);
	if (hint !== undefined) warn(hint);
	const callbackUrl = await signedUrl(item, place, url, flow, options);
	return { callbackUrl, callbackEvents };
}

const PUBLIC =
	'Enter a public URL that begins with https://. For a trigger of this n8n, set WEBHOOK_URL (newer n8n: N8N_WEBHOOK_URL) to the public address of n8n, and copy the URL again';

/** Undefined for all, as if left empty: Noukai calls back for all by itself. */
function readEvents(item: Item, { callbackEvents }: CallbackOptions): string[] | undefined {
	const place = item.field(callbackOptions.callbackEvents.property.displayName);
	const isKnown = callbackEvents.every((event) => CALLBACK_EVENTS.includes(event));
	if (!isKnown) throw place.error(`must be a list of ${quoteNames(CALLBACK_EVENTS)}`);
	const areAll = CALLBACK_EVENTS.every((event) => callbackEvents.includes(event));
	return areAll || callbackEvents.length === 0 ? undefined : callbackEvents;
}

async function signedUrl(
	item: Item,
	place: FieldPlace,
	url: string,
	flow: FlowRef,
	{ callbackValidDays }: CallbackOptions,
): Promise<string> {
	const secret = callbackSecretOf(await item.client.credential());
	const expiresAtMs = Date.now() + callbackValidDays * DAY_MS;
	const signed = signTriggerUrl(url, flow, { expiresAtMs, secret });
	const tooLong = problemWithUrl(signed);
	if (tooLong === undefined) return signed;
	throw item.field(`${place.label}, with its callback token,`).error(tooLong);
}
