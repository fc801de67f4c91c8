import type { IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { readField } from '../../../common/items/fields';
import { NodeParameters, type ParameterSource } from '../../../common/items/item';
import type { WebhookAnswer } from '../../../common/webhook/answer';
import { onceInProcess } from '../../../common/webhook/deliveries';
import { logRefusal } from '../../../common/webhook/logRefusal';
import { isJsonType, openHeaders } from '../../../common/webhook/request';
import { triggerState } from '../../../common/webhook/triggerState';
import { noxusClient } from '../api/client';
import type { Run } from '../api/run';
import { toRunItem } from '../outputs/runItem';
import { callbackKey, parseCallback } from './callback';
import { triggerFields } from './fields';
import { findFilter, findGroupFilter } from './filters';
import { checkToken, type Verdict } from './proof';
import { confirmWithNoxus } from './verify';

type Client = ApiClient<IWebhookFunctions>;

/** Decides what is done with one POST to the trigger's URL. All that is not a callback is refused. */
export async function handleCallback(context: IWebhookFunctions): Promise<WebhookAnswer> {
	const receivedAt = new Date().toISOString();
	if (!isJsonType(context.getHeaderData())) {
		const needed = 'the Content-Type must be application/json.';
		return refuse(context, 415, `A Noxus callback is JSON: ${needed}`);
	}
	const claimed = parseCallback(context.getBodyData());
	if (claimed === undefined) {
		const needed = 'run_id, workflow_id and a final status are needed.';
		return refuse(context, 400, `This is not a Noxus callback: ${needed}`);
	}
	const source = new NodeParameters(context);
	const filteredBy = findFilter(source, claimed);
	if (filteredBy !== undefined) return ignored(filteredBy);

	const client = noxusClient(context, triggerState(context).api);
	const proof = readField(source, triggerFields, 'proofOfOrigin');
	// Before anything is shared with other deliveries: a bad token must not decide for a good one.
	if (proof === 'token' || proof === 'confirmAndToken') {
		const verdict = await checkToken(client, claimed);
		if (verdict.kind !== 'genuine') return turnAway(context, verdict);
	}
	const isToConfirm = proof === 'confirm' || proof === 'confirmAndToken';
	const decide = async () =>
		isToConfirm
			? await confirm(client, source, claimed, receivedAt)
			: start(context, source, claimed, receivedAt);
	// A user who listens for a test event wants to see it, also the same one twice.
	if (context.getMode() === 'manual') return await decide();
	const answer = await onceInProcess(context, callbackKey(claimed), decide);
	if (answer === 'repeated') return ignored('repeated');
	if (answer !== 'undecided') return answer;
	return retryLater('The same callback is being handled. Send it again later.');
}

async function confirm(
	client: Client,
	source: ParameterSource,
	claimed: Run,
	receivedAt: string,
): Promise<WebhookAnswer> {
	const { context } = client;
	const verdict = await confirmWithNoxus(client, claimed);
	if (verdict.kind !== 'genuine') return turnAway(context, verdict);
	const filteredBy = findGroupFilter(source, verdict.run);
	if (filteredBy !== undefined) return ignored(filteredBy);
	return start(context, source, verdict.run, receivedAt);
}

function turnAway(
	context: IWebhookFunctions,
	{ kind, reason }: Exclude<Verdict, { kind: 'genuine' }>,
): WebhookAnswer {
	if (kind === 'forged') return refuse(context, 401, reason);
	logRefusal(context, 'Noxus Trigger', 503, reason);
	return retryLater('The callback could not be verified now. Send it again later.');
}

function refuse(context: IWebhookFunctions, statusCode: number, reason: string): WebhookAnswer {
	logRefusal(context, 'Noxus Trigger', statusCode, reason);
	return { statusCode, body: { received: false, reason } };
}

function retryLater(reason: string): WebhookAnswer {
	return { statusCode: 503, body: { received: false, reason } };
}

function ignored(reason: string): WebhookAnswer {
	return { statusCode: 200, body: { received: true, started: false, reason } };
}

function start(
	context: IWebhookFunctions,
	source: ParameterSource,
	run: Run,
	receivedAt: string,
): WebhookAnswer {
	const { includeHeaders } = readField(source, triggerFields, 'options');
	const headers = includeHeaders && { headers: openHeaders(context.getHeaderData()) };
	return {
		statusCode: 200,
		body: { received: true, started: true },
		items: [{ json: { ...toRunItem(run), receivedAt, ...headers } }],
	};
}
