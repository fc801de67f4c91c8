import {
	NodeApiError,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import pLimit from 'p-limit';

import { goneRunJson, resumedRunJson } from '../outputs/endedRun';
import { withKeptCredentials } from '../transport/credentials';
import { sendAnswer } from '../webhookAnswer';
import { PARKED_STATE, parkedRuns, type ParkedState } from './parkedState';
import {
	findAllEnded,
	READS_AT_ONCE,
	readParked,
	tallyOf,
	type EndedRuns,
	type Tally,
} from './tally';

/**
 * For so long after n8n was told to resume, callbacks change nothing. It then refuses them itself;
 * where it could not resume, a later one may try again. It never resumes twice.
 */
const CLAIM_MS = 60_000;

/**
 * Takes a callback to a parked execution. It is only a hint to look: what it says is not even read.
 * The execution goes on when the API says that all its runs have ended, and else stays parked.
 * Never throws: that would end the execution and wipe its data.
 */
export async function resumeParked(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	let claimed: Tally | undefined;
	try {
		const state = readState(context);
		if (state === undefined) return answer(context, 404, 'Nothing waits for a callback here.');
		const tally = tallyOf(state.parkingId);
		const noxus = withKeptCredentials(context);
		const ended = await findAllEnded(noxus, parkedRuns(state), tally);
		tally.hasTakenCallback = true;
		if (ended === undefined) {
			return answer(context, 200, 'The execution waits for runs that go on.');
		}
		if (Date.now() - tally.claimedAtMs < CLAIM_MS) {
			return answer(context, 200, 'The execution goes on already.');
		}
		tally.claimedAtMs = Date.now();
		claimed = tally;
		return await resume(noxus, state, ended);
	} catch (error) {
		// Another callback may try again.
		if (claimed !== undefined) claimed.claimedAtMs = 0;
		context.logger.warn(`Noxus callback could not be checked: ${(error as Error).message}`);
		return answer(context, 503, 'The run could not be checked now. Send it again later.');
	}
}

function answer(
	context: IWebhookFunctions,
	statusCode: number,
	reason: string,
): IWebhookResponseData {
	const received = statusCode === 200;
	return sendAnswer(context, { statusCode, body: { received, resumed: false, reason } });
}

/** The node's context is not in the webhook's own, but an expression reaches it. */
function readState(context: IWebhookFunctions): ParkedState | undefined {
	// Braces in the name would end the expression.
	const nodeName = JSON.stringify(context.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace.charCodeAt(0).toString(16)}`,
	);
	const expression = `{{ $node[${nodeName}].context["${PARKED_STATE}"] }}`;
	return context.evaluateExpression(expression, 0) as unknown as ParkedState | undefined;
}

async function resume(
	context: IWebhookFunctions,
	{ items }: ParkedState,
	ended: EndedRuns,
): Promise<IWebhookResponseData> {
	const limit = pLimit(READS_AT_ONCE);
	const toItem = async (item: ParkedState['items'][number]): Promise<INodeExecutionData> => {
		if ('json' in item) return item;
		const known = ended.get(item.runId);
		const run = known ?? (await limit(async () => await readParked(context, item)));
		const isGone = run instanceof NodeApiError;
		const json = isGone ? goneRunJson(run, item) : resumedRunJson(context.getNode(), run);
		return { json, pairedItem: item.pairedItem };
	};
	const output = await Promise.all(items.map(toItem));
	const body = { received: true, resumed: true };
	return sendAnswer(context, { statusCode: 200, body, items: output });
}
