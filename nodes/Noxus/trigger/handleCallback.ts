import type { IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { readField } from '../../../common/items/fields';
import { NodeParameters, type ParameterSource } from '../../../common/items/item';
import { problemWithShape } from '../../../common/util/nesting';
import type { WebhookAnswer } from '../../../common/webhook/answer';
import { onceInProcess, repetitionInProcess } from '../../../common/webhook/deliveries';
import { ignored, refuse, turnAway } from '../../../common/webhook/rejections';
import { bodyText, isJsonType, openHeaders } from '../../../common/webhook/request';
import { triggerState } from '../../../common/webhook/triggerState';
import { noxusClient } from '../api/client';
import type { Run } from '../api/run';
import { withRunUrl } from '../api/runUrl';
import { toRunItem } from '../outputs/runItem';
import { callbackKey, namedRun, parseCallback } from './callback';
import { triggerFields } from './fields';
import { findFilter, findGroupFilter } from './filters';
import { checkToken } from './proof';
import { confirmWithNoxus } from './verify';

type Client = ApiClient<IWebhookFunctions>;

/** As users know this node. */
const TRIGGER = 'Noxus Trigger';

/** Decides what is done with one POST to the trigger's URL. All that is not a callback is refused. */
export async function handleCallback(context: IWebhookFunctions): Promise<WebhookAnswer> {
	if (!isJsonType(context.getHeaderData())) {
		const needed = 'the Content-Type must be application/json.';
		return refuse(context, TRIGGER, 415, `Noxus callbacks are JSON: ${needed}`);
	}
	const body = context.getBodyData();
	const claimed = namedRun(body);
	if (claimed === undefined) {
		const needed = 'run_id, workflow_id and a final status are required.';
		return refuse(context, TRIGGER, 400, `This is not a Noxus callback: ${needed}`);
	}
	const source = new NodeParameters(context);
	const filteredBy = findFilter(source, claimed);
	if (filteredBy !== undefined) return ignored(filteredBy);
	const proof = readField(source, triggerFields, 'proofOfOrigin');
	const client = noxusClient(context, triggerState(context).api);
	const token = proof === 'none' ? undefined : await checkToken(client, claimed);
	// Before anything is shared with other deliveries: a bad token must not decide for a good one.
	const isTokenNeeded = proof === 'token' || proof === 'confirmAndToken';
	const isUnproven = token !== undefined && token.kind !== 'genuine';
	if (isUnproven && (isTokenNeeded || token.kind === 'unknown'))
		return turnAway(context, TRIGGER, token);
	const delivery = { client, source, claimed, receivedAt: new Date().toISOString() };
	if (proof === 'confirm' || proof === 'confirmAndToken') {
		return await confirm(delivery, !isUnproven);
	}
	return await believe(delivery, body);
}

/** A callback that is no stranger's nonsense, and what it takes to handle it. */
interface Delivery {
	client: Client;
	source: ParameterSource;
	claimed: Run;
	receivedAt: string;
}

/** Starts the workflow for the run as Noxus has it, if Noxus confirms the callback. */
async function confirm(delivery: Delivery, hasToken: boolean): Promise<WebhookAnswer> {
	const { client, source, claimed } = delivery;
	const { context } = client;
	// Others that wait for this verdict would wait for a callback that may be forged.
	const repeated = await repetitionInProcess(context, keysOf(claimed));
	if (repeated !== undefined) return repeated;
	const verdict = await confirmWithNoxus(client, claimed, hasToken);
	if (verdict.kind !== 'genuine') return turnAway(context, TRIGGER, verdict);
	const filteredBy = findGroupFilter(source, verdict.job);
	if (filteredBy !== undefined) return ignored(filteredBy);
	return await startOnce(delivery, verdict.job);
}

/** Starts the workflow for the run as the callback describes it. */
async function believe(delivery: Delivery, body: unknown): Promise<WebhookAnswer> {
	const { client } = delivery;
	const { context } = client;
	const text = bodyText(context);
	const run = parseCallback(body, text);
	if (run !== undefined) return await startOnce(delivery, await withRunUrl(client, run));
	const problem = problemWithShape(text ?? '') ?? 'is nested too deeply';
	return refuse(context, TRIGGER, 400, `The callback ${problem}, so n8n cannot store it.`);
}

/** A callback counts once for each status in which its run ends. */
const keysOf = (run: Run) => [callbackKey(run)];

async function startOnce(delivery: Delivery, run: Run): Promise<WebhookAnswer> {
	const handle = async () => start(delivery, run);
	return await onceInProcess(delivery.client.context, keysOf(run), handle);
}

function start({ client, source, receivedAt }: Delivery, run: Run): WebhookAnswer {
	const { includeHeaders } = readField(source, triggerFields, 'options');
	const headers = includeHeaders && { headers: openHeaders(client.context.getHeaderData()) };
	return {
		statusCode: 200,
		body: { received: true, started: true },
		items: [{ json: { ...toRunItem(run), receivedAt, ...headers } }],
	};
}
