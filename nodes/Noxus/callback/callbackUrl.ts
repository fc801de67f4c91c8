import type { IExecuteFunctions } from 'n8n-workflow';

import { problemWithUrl } from '../../../common/items/checks';
import { fieldError, readCount, textParameter } from '../../../common/items/parameters';
import { isLeftOut } from '../../../common/util/json';
import { readBaseUrl } from '../../../common/http/baseUrl';
import { whyUnreachable } from '../../../common/wait/reachability';
import { signCallbackUrl } from '../../../common/webhook/callbackToken';
import { callbackSecretOf } from './secret';
import { hintOnTriggerUrl, problemWithTriggerUrl } from './triggerUrl';

export const DEFAULT_VALID_DAYS = 7;
export const MAX_VALID_DAYS = 365;
const DAY_MS = 86_400_000;

const TRIGGER_FIELD = 'Noxus Trigger URL';

/**
 * The URL that Noxus is to call when the run has ended, as the parameter Callback of the item says:
 * that of a trigger with a token. Undefined where nobody is to be called.
 *
 * @param tell shows the user, before the run is started, what speaks against the URL.
 * @throws NodeOperationError that names the item and the field.
 */
export async function readCallbackUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	workflowId: string,
	tell: (hint: string) => void,
): Promise<string | undefined> {
	const choice: unknown = context.getNodeParameter('callback', itemIndex, 'none');
	if (choice === 'none' || isLeftOut(choice)) return undefined;
	if (choice !== 'trigger' && choice !== 'url') {
		const problem = `must be none, trigger or url, not ${JSON.stringify(choice)}`;
		throw fieldError(context, itemIndex, 'Callback', problem);
	}
	const url =
		choice === 'trigger'
			? await readTriggerUrl(context, itemIndex, workflowId)
			: readAnyUrl(context, itemIndex);
	const hints = [
		choice === 'trigger' ? hintOnTriggerUrl(url) : undefined,
		unreachableHint(url, await readBaseUrl(context)),
	];
	for (const hint of hints) if (hint !== undefined) tell(hint);
	return url;
}

function readAnyUrl(context: IExecuteFunctions, itemIndex: number): string {
	const url = textParameter(context, itemIndex, 'callbackUrl');
	const problem = problemWithUrl(url);
	if (problem !== undefined) throw fieldError(context, itemIndex, 'Callback URL', problem);
	return url;
}

async function readTriggerUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	workflowId: string,
): Promise<string> {
	const url = textParameter(context, itemIndex, 'triggerUrl');
	const problem = problemWithUrl(url) ?? problemWithTriggerUrl(url);
	if (problem !== undefined) throw fieldError(context, itemIndex, TRIGGER_FIELD, problem);
	const secret = callbackSecretOf(await context.getCredentials('noxusApi'));
	if (secret === '') {
		const noSecret = 'cannot be signed: the Noxus credential has no API key and no Callback Secret';
		throw fieldError(context, itemIndex, TRIGGER_FIELD, noSecret);
	}
	const expiresAtMs = Date.now() + readValidDays(context, itemIndex) * DAY_MS;
	const signed = signCallbackUrl(url, { workflowId, expiresAtMs, secret });
	const tooLong = problemWithUrl(signed);
	if (tooLong === undefined) return signed;
	throw fieldError(context, itemIndex, `${TRIGGER_FIELD}, with its callback token,`, tooLong);
}

function readValidDays(context: IExecuteFunctions, itemIndex: number): number {
	const options = context.getNodeParameter('options', itemIndex, {}) as object;
	const { callbackValidDays: days } = options as { callbackValidDays?: unknown };
	if (isLeftOut(days)) return DEFAULT_VALID_DAYS;
	const range = { min: 1, max: MAX_VALID_DAYS };
	return readCount(context, itemIndex, 'Callback Valid For (Days)', days, range);
}

/** Names the origin only: what follows in the URL may be secret. */
function unreachableHint(url: string, baseUrl: string): string | undefined {
	const why = whyUnreachable(url, baseUrl);
	if (why === undefined) return undefined;
	return `Noxus will probably not reach the callback URL at ${new URL(url).origin}: ${why}. The run is started all the same, but nobody will be told of its end. Give a public address that begins with https://. For a trigger of this n8n: set WEBHOOK_URL (newer n8n: N8N_WEBHOOK_URL) to n8n's public address, and copy the trigger's URL again.`;
}
