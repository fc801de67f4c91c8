import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { toRunItem } from '../outputs/runItem';
import type { Run } from '../api/run';
import type { WebhookAnswer } from '../../../common/webhook/answer';
import { parseCallback } from './callback';
import { onceInProcess } from '../../../common/webhook/deliveries';
import { findFilter, findGroupFilter } from './filters';
import { checkToken, readProof, type Verdict } from './proof';
import { isJsonType, openHeaders } from '../../../common/webhook/request';
import { confirmWithNoxus } from './verify';
import { warnOfRefusal } from '../../../common/webhook/logRefusal';

/** Decides what becomes of one POST to the trigger's URL. Everything that is no callback is turned away. */
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
	const filteredBy = findFilter(context, claimed);
	if (filteredBy !== undefined) return leftOut(filteredBy);

	const proof = readProof(context);
	// Before anything is shared with other deliveries: a bad token must not decide for a good one.
	if (proof === 'token' || proof === 'confirmAndToken') {
		const verdict = await checkToken(context, claimed);
		if (verdict.kind !== 'genuine') return turnAway(context, verdict);
	}
	const isToConfirm = proof === 'confirm' || proof === 'confirmAndToken';
	const decide = async () =>
		isToConfirm ? await confirm(context, claimed, receivedAt) : start(context, claimed, receivedAt);
	// Somebody who listens for a test event wants to see it, also the same one twice.
	if (context.getMode() === 'manual') return await decide();
	const answer = await onceInProcess(context, claimed, decide);
	if (answer === 'repeated') return leftOut('repeated');
	if (answer !== 'undecided') return answer;
	return comeAgain('The same callback is under way. Send it again later.');
}

async function confirm(
	context: IWebhookFunctions,
	claimed: Run,
	receivedAt: string,
): Promise<WebhookAnswer> {
	const verdict = await confirmWithNoxus(context, claimed);
	if (verdict.kind !== 'genuine') return turnAway(context, verdict);
	const filteredBy = findGroupFilter(context, verdict.run);
	return filteredBy === undefined ? start(context, verdict.run, receivedAt) : leftOut(filteredBy);
}

function turnAway(
	context: IWebhookFunctions,
	{ kind, reason }: Exclude<Verdict, { kind: 'genuine' }>,
): WebhookAnswer {
	if (kind === 'forged') return refuse(context, 401, reason);
	warnOfRefusal(context, 503, reason);
	return comeAgain('The callback could not be verified now. Send it again later.');
}

function refuse(context: IWebhookFunctions, statusCode: number, reason: string): WebhookAnswer {
	warnOfRefusal(context, statusCode, reason);
	return { statusCode, body: { received: false, reason } };
}

function comeAgain(reason: string): WebhookAnswer {
	return { statusCode: 503, body: { received: false, reason } };
}

function leftOut(reason: string): WebhookAnswer {
	return { statusCode: 200, body: { received: true, started: false, reason } };
}

function start(context: IWebhookFunctions, run: Run, receivedAt: string): WebhookAnswer {
	const { includeHeaders } = context.getNodeParameter('options', {}) as IDataObject;
	const headers = includeHeaders === true && { headers: openHeaders(context.getHeaderData()) };
	return {
		statusCode: 200,
		body: { received: true, started: true },
		items: [{ json: { ...toRunItem(run), receivedAt, ...headers } }],
	};
}
