import type {
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
	NodeApiError,
} from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../http/apiClient';
import { appendToDescription } from '../http/errors';
import type { NodeError } from '../items/errorItem';
import { startedText } from '../items/startedJobs';
import { sendAnswer } from '../webhook/answer';
import { confirmEnded, reportedEndOf } from './confirmEnded';
import type { ParkedJobKind } from './parkedJobKind';
import { parkedJobs, type ParkedState } from './parkedState';
import {
	isFirstToResume,
	ParkedJobs,
	progressOf,
	READS_AT_ONCE,
	type EndedJobs,
	type ParkingProgress,
} from './parkingProgress';
import { unlistPaused } from './pausedList';
import { readParkedState } from './readParkedState';
import { canRunAgain, isRerunJson, runAgain, toRerunJson } from './rerun';
import { failOnResume } from './resumeFailure';
import { isForNode } from './resumeWebhook';

/**
 * For this long after n8n was asked to resume, callbacks change nothing. It then refuses them itself;
 * if it could not resume, a later one may try again. It never resumes twice.
 */
const CLAIM_MS = 60_000;

/** Items whose output is fetched in parallel, each with several downloads. */
const ITEMS_AT_ONCE = 4;

/**
 * Handles a callback to a parked execution, which is only a hint to check its jobs. The execution
 * resumes when the API says that all of them have ended, and else stays parked. Never throws: that
 * would end the execution and wipe its data.
 */
export async function resumeParked<Ref, J>(
	client: ApiClient<IWebhookFunctions>,
	kind: ParkedJobKind<Ref, J>,
): Promise<IWebhookResponseData> {
	const { context } = client;
	let claimed: ParkingProgress | undefined;
	try {
		const state = isForNode(context) ? readParkedState<Ref>(context) : undefined;
		if (state === undefined)
			return answer(context, 404, 'No execution is waiting for this callback.');
		const progress = progressOf(state.parkingId);
		const jobs = new ParkedJobs(client, kind, parkedJobs(state), progress);
		const reportedId = reportedEndOf(context.getBodyData(), jobs) ?? progress.unconfirmedId;
		const ended = await confirmEnded(jobs, reportedId);
		if (ended === 'unconfirmed') return retryLater(jobs, context, reportedId);
		progress.callbackHandled = true;
		if (ended === undefined) {
			return answer(context, 200, `The execution is still waiting for other ${kind.nouns}.`);
		}
		if (progress.isResuming || Date.now() - progress.claimedAtMs < CLAIM_MS) {
			return answer(context, 200, 'The execution is already being resumed.');
		}
		progress.claimedAtMs = Date.now();
		claimed = progress;
		return await underClaim(progress, async () => await resume(client, jobs, state, ended));
	} catch (error) {
		// Another callback may try again.
		if (claimed !== undefined) claimed.claimedAtMs = 0;
		const { name } = client.service;
		context.logger.warn(`${name} callback could not be checked: ${(error as Error).message}`);
		if (context.getResponseObject().headersSent) return { noWebhookResponse: true };
		return answer(
			context,
			503,
			`The ${kind.noun} could not be checked at the moment. Retry later.`,
		);
	}
}

/** The sender retries, and so does the node's own call, which names no job itself. */
function retryLater<Ref, J>(
	{ client, kind, progress }: ParkedJobs<Ref, J>,
	context: IWebhookFunctions,
	jobId: string | undefined,
): IWebhookResponseData {
	const problem = `${client.service.name} does not yet report that ${kind.noun} ${jobId} has finished, although a callback does.`;
	// Once: anyone who knows the URL can send any number.
	if (progress.unconfirmedId === undefined) {
		context.logger.warn(`${problem} The execution stays paused.`);
	}
	progress.unconfirmedId = jobId;
	// An earlier callback had all jobs checked, but not this end: the node's own call is needed again.
	progress.callbackHandled = false;
	return answer(context, 503, `${problem} Retry later.`);
}

/** No callback resumes the execution while `work` runs, nor for a while after. */
async function underClaim<T>(progress: ParkingProgress, work: () => Promise<T>): Promise<T> {
	progress.isResuming = true;
	return await work().finally(() => {
		progress.isResuming = false;
		progress.claimedAtMs = Date.now();
	});
}

/** Answers as soon as all jobs are read: their outputs may take long, and the sender does not wait. */
async function resume<Ref, J>(
	client: ApiClient<IWebhookFunctions>,
	jobs: ParkedJobs<Ref, J>,
	state: ParkedState<Ref>,
	ended: EndedJobs<J>,
): Promise<IWebhookResponseData> {
	const makeItems = await readItems(client, jobs, state, ended);
	const answered = isFirstToResume(state.parkingId)
		? sendAnswer(client.context, { statusCode: 200, body: { received: true, resumed: true } })
		: answer(
				client.context,
				200,
				'An earlier callback should have resumed the execution, but it is still paused.',
			);
	unlistPaused(state.parkingId);
	const made = await makeItems();
	const items = made.map(({ item }) => item);
	const failure = made.find((one) => one.failure !== undefined)?.failure;
	if (failure !== undefined) failOnResume(client.context, failure);
	else if (items.some(({ json }) => isRerunJson(json))) runAgain(client.context);
	// n8n has continued by itself then, and would be set back.
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

/** Adds to an error its item and the other jobs, whose outputs are not returned. */
function addPlace<Ref, J>(
	error: NodeError,
	itemIndex: number,
	{ kind, refs }: ParkedJobs<Ref, J>,
): void {
	error.context.itemIndex = itemIndex;
	const ids = refs.map((ref) => kind.idOf(ref));
	appendToDescription(error, [ids.length > 1 && startedText(kind.nouns, ids)]);
}

/** An item, and with On Error set to stop, the error that the node is to fail with. */
interface MadeItem {
	item: INodeExecutionData;
	failure?: NodeError;
}

/** Reads all jobs, and returns what makes the items of them, which never throws. Throws like `read`. */
async function readItems<Ref, J>(
	client: ApiClient<IWebhookFunctions>,
	jobs: ParkedJobs<Ref, J>,
	{ parkingId, items }: ParkedState<Ref>,
	ended: EndedJobs<J>,
): Promise<() => Promise<MadeItem[]>> {
	const { kind } = jobs;
	const mayRetry = canRunAgain(client.context);
	const limit = pLimit(READS_AT_ONCE);
	const readJob = async (ref: Ref): Promise<J | NodeApiError> =>
		ended.get(kind.idOf(ref)) ?? (await limit(async () => await jobs.readEnded(ref)));
	const read = items.map(async (item) =>
		'json' in item ? item : { item, job: await readJob(item.ref) },
	);
	const known = await Promise.all(read);
	const fetchLimit = pLimit(ITEMS_AT_ONCE);
	const makeItem = async (entry: (typeof known)[number]): Promise<MadeItem> => {
		if ('json' in entry) return { item: entry };
		const { ref, pairedItem } = entry.item;
		const again = mayRetry ? kind.toRetry?.(ref, entry.job) : undefined;
		if (again !== undefined) return { item: { json: toRerunJson(parkingId, again), pairedItem } };
		const { failure, ...made } = await fetchLimit(kind.toItem, client, ref, entry.job);
		if (failure !== undefined) addPlace(failure, pairedItem.item, jobs);
		return { item: { ...made, pairedItem }, failure };
	};
	return async () => await Promise.all(known.map(makeItem));
}
