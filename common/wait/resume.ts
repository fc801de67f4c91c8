import {
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import pLimit from 'p-limit';

import { withKeptCredentials } from '../http/credentials';
import { sendAnswer } from '../webhook/answer';
import { findAllEndedSoon, runSaidToHaveEnded } from './confirmEnded';
import { PARKED_STATE, parkedRuns, type ParkedState } from './parkedState';
import { toResumedItem } from '../../nodes/Noxus/wait/resumedItem';
import { READS_AT_ONCE, readParked, tallyOf, type EndedRuns, type Tally } from './parkingProgress';

/**
 * For so long after n8n was told to resume, callbacks change nothing. It then refuses them itself;
 * where it could not resume, a later one may try again. It never resumes twice.
 */
const CLAIM_MS = 60_000;

/** Items whose output is fetched side by side, each with several downloads. */
const ITEMS_AT_ONCE = 4;

/**
 * Takes a callback to a parked execution. It is only a hint where to look, and when to look again.
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
		const runs = parkedRuns(state);
		const toldRunId = runSaidToHaveEnded(context.getBodyData(), runs) ?? tally.behindRunId;
		const ended = await findAllEndedSoon(noxus, runs, tally, toldRunId);
		if (ended === 'behind') return refuseForNow(context, tally, toldRunId);
		tally.hasTakenCallback = true;
		if (ended === undefined) {
			return answer(context, 200, 'The execution waits for runs that go on.');
		}
		if (tally.isResuming || Date.now() - tally.claimedAtMs < CLAIM_MS) {
			return answer(context, 200, 'The execution goes on already.');
		}
		tally.claimedAtMs = Date.now();
		claimed = tally;
		return await underClaim(tally, async () => await resume(noxus, state, ended));
	} catch (error) {
		// Another callback may try again.
		if (claimed !== undefined) claimed.claimedAtMs = 0;
		context.logger.warn(`Noxus callback could not be checked: ${(error as Error).message}`);
		if (context.getResponseObject().headersSent) return { noWebhookResponse: true };
		return answer(context, 503, 'The run could not be checked now. Send it again later.');
	}
}

/** The sender tries again, and so does the node's own call, which tells of no run itself. */
function refuseForNow(
	context: IWebhookFunctions,
	tally: Tally,
	runId: string | undefined,
): IWebhookResponseData {
	const problem = `Noxus does not show yet that run ${runId} has ended, as a callback says.`;
	// Once: who knows the URL can send as many as they like.
	if (tally.behindRunId === undefined)
		context.logger.warn(`${problem} The execution stays set aside.`);
	tally.behindRunId = runId;
	// An earlier callback had all runs looked at, but not this end: the node's own call is wanted again.
	tally.hasTakenCallback = false;
	return answer(context, 503, `${problem} Send it again later.`);
}

/** No callback resumes the execution while `work` is under way, nor for a while after. */
async function underClaim<T>(tally: Tally, work: () => Promise<T>): Promise<T> {
	tally.isResuming = true;
	return await work().finally(() => {
		tally.isResuming = false;
		tally.claimedAtMs = Date.now();
	});
}

/** Answers as soon as all runs are read: their outputs may take long, and the sender does not wait. */
async function resume(
	context: IWebhookFunctions,
	state: ParkedState,
	ended: EndedRuns,
): Promise<IWebhookResponseData> {
	const makeItems = await readItems(context, state, ended);
	const body = { received: true, resumed: true };
	const answered = sendAnswer(context, { statusCode: 200, body });
	const items = await makeItems();
	// n8n has gone on by itself then, and would be set back.
	const isTooLate = Date.now() >= state.deadlineAtMs;
	return isTooLate ? answered : { ...answered, workflowData: [items] };
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

/** Reads all runs; what comes back makes the items of them, and never throws. Throws like `readParked`. */
async function readItems(
	context: IWebhookFunctions,
	{ items }: ParkedState,
	ended: EndedRuns,
): Promise<() => Promise<INodeExecutionData[]>> {
	const limit = pLimit(READS_AT_ONCE);
	const read = items.map(async (item) => {
		if ('json' in item) return item;
		const justRead = ended.get(item.runId);
		const run = justRead ?? (await limit(async () => await readParked(context, item)));
		return { item, run };
	});
	const known = await Promise.all(read);
	const fetchLimit = pLimit(ITEMS_AT_ONCE);
	const makeItem = async (entry: (typeof known)[number]): Promise<INodeExecutionData> => {
		if ('json' in entry) return entry;
		const { pairedItem } = entry.item;
		return { ...(await fetchLimit(toResumedItem, context, entry.item, entry.run)), pairedItem };
	};
	return async () => await Promise.all(known.map(makeItem));
}
