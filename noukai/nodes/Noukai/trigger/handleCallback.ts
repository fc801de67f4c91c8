import type { IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { readField } from '../../../../common/items/fields';
import { NodeParameters, type ParameterSource } from '../../../../common/items/item';
import { problemWithShape } from '../../../../common/util/nesting';
import type { WebhookAnswer } from '../../../../common/webhook/answer';
import { onceInProcess, repetitionInProcess } from '../../../../common/webhook/deliveries';
import { logRefusal } from '../../../../common/webhook/logRefusal';
import { ignored, refuse, turnAway } from '../../../../common/webhook/rejections';
import { bodyText, isJsonType, openHeaders, rawBodyOf } from '../../../../common/webhook/request';
import { tokenReason } from '../../../../common/webhook/tokenReasons';
import { triggerState } from '../../../../common/webhook/triggerState';
import { noukaiClient } from '../api/client';
import { toProjectSlugs } from '../api/credential';
import type { FlowJob } from '../api/jobs';
import { callbackKeys, callbackJson, parseCallback, type Callback } from './callback';
import { confirmWithNoukai } from './confirm';
import { triggerFields, type Proof } from './fields';
import { candidateFlows, isChosenFlow, isNameless, shownName, type NamedFlow } from './flowFilter';
import { checkOrigin, isRejection, TRIGGER, type Origin } from './proof';

/** A callback, and what its request says of its origin. */
interface Delivery {
	client: ApiClient<IWebhookFunctions>;
	source: ParameterSource;
	origin: Origin;
	callback: Callback;
	receivedAt: string;
}

/** Decides what is done with one POST to the trigger's URL. Anything that is not a callback is refused. */
export async function handleCallback(context: IWebhookFunctions): Promise<WebhookAnswer> {
	if (!isJsonType(context.getHeaderData())) {
		const needed = 'the Content-Type must be application/json.';
		return refuse(context, TRIGGER, 415, `Noukai callbacks are JSON: ${needed}`);
	}
	const receivedAt = new Date().toISOString();
	const source = new NodeParameters(context);
	const client = noukaiClient(context, triggerState(context).api);
	const proof = readField(source, triggerFields, 'proofOfOrigin');
	const origin = await checkOrigin(client, source, proof);
	if (isRejection(origin)) return turnAway(context, TRIGGER, origin);
	const callback = parseCallback(readBody(context, proof), context.getHeaderData());
	if (callback === undefined) {
		const needed = 'executionId and an event are required.';
		return refuse(context, TRIGGER, 400, `This is not a Noukai callback: ${needed}`);
	}
	const events = readField(source, triggerFields, 'events');
	if (!events.includes(callback.event)) return ignored('event not chosen');
	const delivery = { client, source, origin, callback, receivedAt };
	return proof === 'confirm' ? await confirm(delivery) : await believe(delivery, proof);
}

/** The parsed body: of a signed one, exactly the bytes that are signed, whatever the headers say. */
function readBody(context: IWebhookFunctions, proof: Proof): unknown {
	if (proof !== 'signature') return context.getBodyData();
	try {
		return JSON.parse(rawBodyOf(context)?.toString() ?? '') as unknown;
	} catch {
		return undefined;
	}
}

/** Starts the workflow for the job as the callback describes it. */
async function believe(delivery: Delivery, proof: Proof): Promise<WebhookAnswer> {
	const { client, callback, origin } = delivery;
	const { context } = client;
	const { slug, flowId } = callback;
	const isOtherFlow = slug !== null && origin.flow !== undefined && slug !== origin.flow.slug;
	if (isOtherFlow && proof === 'token') {
		return refuse(context, TRIGGER, 401, tokenReason('forged', 'Noukai', 'flow'));
	}
	const isProven = origin.hasToken || proof === 'none';
	const ref = isProven && !isOtherFlow ? origin.flow : undefined;
	const named = { ref, slug, flowId };
	const filteredBy = findFlowFilter(delivery, named);
	if (filteredBy !== undefined) return ignored(filteredBy);
	const problem = problemWithBody(context);
	if (problem !== undefined) {
		return refuse(context, TRIGGER, 400, `The callback ${problem}, so n8n cannot store it.`);
	}
	return await startOnce(delivery, callback, named);
}

/** Starts the workflow for the job as Noukai has it, if Noukai confirms the callback. */
async function confirm(delivery: Delivery): Promise<WebhookAnswer> {
	const { client, source, callback, origin } = delivery;
	const { context } = client;
	if (origin.flow !== undefined) {
		const filteredBy = findFlowFilter(delivery, ofFlow(origin.flow));
		if (filteredBy !== undefined) return ignored(filteredBy);
	}
	// Others that wait for this verdict would wait for a callback that may be forged.
	const repeated = await repetitionInProcess(context, callbackKeys(callback));
	if (repeated !== undefined) return repeated;
	const chosen = readField(source, triggerFields, 'flows');
	const own = toProjectSlugs(await client.credential());
	const flows = origin.flow ? [origin.flow] : candidateFlows(chosen, callback.slug, own);
	if (flows.length === 0) {
		return turnAway(context, TRIGGER, { kind: 'unknown', reason: NO_FLOW });
	}
	const verdict = await confirmWithNoukai(client, callback, flows, origin.hasToken);
	if (verdict.kind !== 'genuine') return turnAway(context, TRIGGER, verdict);
	const { job } = verdict;
	return await startOnce(delivery, confirmed(callback, job), ofFlow(job.flow));
}

const NO_FLOW =
	'The callback does not name its flow, so its job cannot be read. Enter the flow in Flows, or submit jobs with a Noukai node (Callback: Noukai Trigger).';

const ofFlow = (ref: FlowJob['flow']): NamedFlow => ({ ref, slug: ref.slug, flowId: null });

/** Nothing but what Noukai says of the job. */
function confirmed(callback: Callback, { status, result, errorMessage }: FlowJob): Callback {
	const unknown = { flowId: null, startedAt: null, finishedAt: null };
	return { ...callback, ...unknown, status, result, errorMessage };
}

/** The filter of the user that leaves the callback out, if any. */
function findFlowFilter({ client, source }: Delivery, named: NamedFlow): string | undefined {
	const chosen = readField(source, triggerFields, 'flows');
	if (isChosenFlow(chosen, named)) return undefined;
	if (isNameless(named)) logRefusal(client.context, TRIGGER, 200, NAMELESS);
	return 'flow not chosen';
}

const NAMELESS = 'The callback does not name its flow, so it does not match the filter Flows.';

/** Why n8n cannot store the body, to be read after a name for it; undefined if it can. */
function problemWithBody(context: IWebhookFunctions): string | undefined {
	try {
		return problemWithShape(bodyText(context) ?? JSON.stringify(context.getBodyData()));
	} catch {
		// JSON.stringify calls itself for each level.
		return 'is nested too deeply';
	}
}

async function startOnce(
	delivery: Delivery,
	callback: Callback,
	named: NamedFlow,
): Promise<WebhookAnswer> {
	const handle = async () => start(delivery, callback, named);
	return await onceInProcess(delivery.client.context, callbackKeys(callback), handle);
}

function start(
	{ client, source, receivedAt }: Delivery,
	callback: Callback,
	named: NamedFlow,
): WebhookAnswer {
	const { includeHeaders } = readField(source, triggerFields, 'options');
	const headers = includeHeaders && { headers: openHeaders(client.context.getHeaderData()) };
	const json = { ...callbackJson(callback, shownName(named)), receivedAt, ...headers };
	return { statusCode: 200, body: { received: true, started: true }, items: [{ json }] };
}
