import type { FieldPlace, Item } from '../../../common/items/item';
import { problemWithUrl } from '../../../common/util/checks';
import { readField, type ValuesOf } from '../../../common/items/fields';
import { whyUnreachable } from '../../../common/wait/reachability';
import { hintOnTriggerUrl, problemWithTriggerUrl } from '../../../common/webhook/triggerUrl';
import { signCallbackUrl } from './token';
import { callbackFields, type callbackOptions } from '../fields/callback';
import { callbackSecretOf } from './secret';

const DAY_MS = 86_400_000;

/** As users know it. */
const TRIGGER = 'Noxus Trigger';

type CallbackOptions = ValuesOf<typeof callbackOptions>;

/**
 * The URL that Noxus is to call when the run has ended, as the parameter Callback of the item says:
 * that of a trigger with a token. Undefined if nobody is to be called.
 *
 * @param warn shows the user, before the run is started, what may be wrong with the URL.
 * @throws NodeOperationError that names the item and the field.
 */
export async function readCallbackUrl(
	item: Item,
	workflowId: string,
	options: CallbackOptions,
	warn: (hint: string) => void,
): Promise<string | undefined> {
	const choice = readField(item, callbackFields, 'callback');
	if (choice === 'none') return undefined;
	const isTrigger = choice === 'trigger';
	const url = isTrigger ? await readTriggerUrl(item, workflowId, options) : readAnyUrl(item);
	const hints = [
		isTrigger ? hintOnTriggerUrl(url, TRIGGER) : undefined,
		unreachableHint(url, await item.client.baseUrl()),
	];
	for (const hint of hints) if (hint !== undefined) warn(hint);
	return url;
}

const placeOf = (item: Item, name: 'callbackUrl' | 'triggerUrl'): FieldPlace =>
	item.field(callbackFields[name].property.displayName);

function readAnyUrl(item: Item): string {
	const url = readField(item, callbackFields, 'callbackUrl');
	const problem = problemWithUrl(url);
	if (problem !== undefined) throw placeOf(item, 'callbackUrl').error(problem);
	return url;
}

async function readTriggerUrl(
	item: Item,
	workflowId: string,
	{ callbackValidDays }: CallbackOptions,
): Promise<string> {
	const place = placeOf(item, 'triggerUrl');
	const url = readField(item, callbackFields, 'triggerUrl');
	const problem = problemWithUrl(url) ?? problemWithTriggerUrl(url, TRIGGER);
	if (problem !== undefined) throw place.error(problem);
	const secret = callbackSecretOf(await item.client.credential());
	if (secret === '') {
		throw place.error(
			'cannot be signed: the Noxus credential has no API key and no Callback Secret',
		);
	}
	const expiresAtMs = Date.now() + callbackValidDays * DAY_MS;
	const signed = signCallbackUrl(url, { workflowId, expiresAtMs, secret });
	const tooLong = problemWithUrl(signed);
	if (tooLong === undefined) return signed;
	throw item.field(`${place.label}, with its callback token,`).error(tooLong);
}

/** Names the origin only: what follows in the URL may be secret. */
function unreachableHint(url: string, baseUrl: string): string | undefined {
	const why = whyUnreachable(url, baseUrl);
	if (why === undefined) return undefined;
	return `Noxus probably cannot reach the callback URL at ${new URL(url).origin}: ${why}. The run starts anyway, but its callback may be lost. Use a public https:// URL. For a trigger of this n8n, set WEBHOOK_URL (newer n8n: N8N_WEBHOOK_URL) to the public address of n8n, and copy the URL of the trigger again.`;
}
