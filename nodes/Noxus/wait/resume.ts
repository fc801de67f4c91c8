import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import pLimit from 'p-limit';

import { resumedRunJson } from '../outputs/endedRun';
import { getRun, type RunRef } from '../transport/runs';
import { sendAnswer } from '../webhookAnswer';
import { PARKED_STATE, type ParkedState } from './park';
import { isFinal } from './runState';

/** The sender waits for the answer; an API that is away must not keep it for long. */
const LIMITS = { timeoutMs: 10_000, maxAttempts: 2 };
const READS_AT_ONCE = 20;
const MAX_PARKINGS_KEPT = 1_000;

/**
 * For so long after n8n was told to resume, callbacks change nothing. It then refuses them itself;
 * where it could not resume, a later one may try again. It never resumes twice.
 */
const CLAIM_MS = 60_000;

/** What this process knows of a parking. All of it can be found out again from the API. */
interface Tally {
	ended: Set<string>;
	/** When a callback took it on itself to resume the execution. */
	claimedAtMs: number;
}

const tallies = new Map<string, Tally>();

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
		const runs = state.items.filter((item) => 'runId' in item);
		if (!(await haveAllEnded(context, runs, tally))) {
			return answer(context, 200, 'The execution waits for runs that go on.');
		}
		if (Date.now() - tally.claimedAtMs < CLAIM_MS) {
			return answer(context, 200, 'The execution goes on already.');
		}
		tally.claimedAtMs = Date.now();
		claimed = tally;
		return await resume(context, state);
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

function tallyOf(parkingId: string): Tally {
	const found = tallies.get(parkingId);
	if (found !== undefined) return found;
	const tally: Tally = { ended: new Set(), claimedAtMs: 0 };
	tallies.set(parkingId, tally);
	if (tallies.size > MAX_PARKINGS_KEPT) {
		for (const oldest of tallies.keys()) {
			tallies.delete(oldest);
			break;
		}
	}
	return tally;
}

/**
 * Reads runs of which the end is not known, up to the first ones that go on. Each look takes twice
 * as many as the one before, so a process that knows nothing finds all ends in few steps, while a
 * callback amid others costs one or two requests: linear in all.
 */
async function haveAllEnded(
	context: IWebhookFunctions,
	runs: RunRef[],
	tally: Tally,
): Promise<boolean> {
	for (let count = 1; ; count = Math.min(count * 2, READS_AT_ONCE)) {
		const open = runs.filter(({ runId }) => !tally.ended.has(runId));
		if (open.length === 0) return true;
		const looked = open.slice(0, count);
		const statuses = await Promise.all(
			looked.map(async (ref) => (await getRun(context, ref, LIMITS)).status),
		);
		looked.forEach(({ runId }, i) => isFinal(statuses[i]) && tally.ended.add(runId));
		if (!statuses.every(isFinal)) return false;
	}
}

async function resume(
	context: IWebhookFunctions,
	{ items }: ParkedState,
): Promise<IWebhookResponseData> {
	const limit = pLimit(READS_AT_ONCE);
	const toItem = async (item: ParkedState['items'][number]): Promise<INodeExecutionData> => {
		if ('json' in item) return item;
		const run = await limit(async () => await getRun(context, item, LIMITS));
		return { json: resumedRunJson(context.getNode(), run), pairedItem: item.pairedItem };
	};
	const output = await Promise.all(items.map(toItem));
	const body = { received: true, resumed: true };
	return sendAnswer(context, { statusCode: 200, body, items: output });
}
