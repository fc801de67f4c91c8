import type { IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { refusalStatusCode } from '../../../../common/http/errors';
import { Confirmations, type Claim, type Finding } from '../../../../common/webhook/confirmations';
import type { Verdict } from '../../../../common/webhook/verdict';
import { flowName, type FlowRef } from '../api/flowRef';
import { getJob, type FlowJob } from '../api/jobs';
import { isFinal } from '../executionKind';
import type { Callback } from './callback';

const FORGED = {
	kind: 'forged' as const,
	reason: 'This job was not found in Noukai, or it has a different status.',
};

/** Of all triggers in this process. */
const confirmations = new Confirmations<FlowJob>('Noukai', FORGED);

/**
 * Reads the job that a callback names: genuine is what the API knows, in the status that the event
 * claims. The returned job is the API's. Never throws.
 *
 * @param flows of which the job may be, one at least.
 * @param hasToken whether the callback has a valid token.
 */
export async function confirmWithNoukai(
	client: ApiClient<IWebhookFunctions>,
	callback: Callback,
	flows: FlowRef[],
	hasToken: boolean,
): Promise<Verdict<FlowJob>> {
	const { executionId, event } = callback;
	return await confirmations.confirm(client.context, {
		key: [...flows.map(flowName), executionId, event].join(' '),
		hasToken,
		read: async (limits) => await readJob(client, executionId, flows, limits),
		compare: (job) => compare(job, callback),
	});
}

/** The job of the first of these flows that has it. Throws like `getJob`. */
async function readJob(
	client: ApiClient,
	id: string,
	[flow, ...others]: FlowRef[],
	limits: Parameters<Claim<FlowJob>['read']>[0],
): Promise<FlowJob> {
	if (flow === undefined) throw new TypeError('There is no flow to read a job of');
	// A job that has ended is known: no allowance for new ones.
	const ref = { id, flow, unlistedUntilMs: 0, submission: null };
	return await getJob(client, ref, limits).catch(async (error: unknown) => {
		const isOfOther = refusalStatusCode(error) === 404;
		if (!isOfOther || others.length === 0) throw error;
		return await readJob(client, id, others, limits);
	});
}

/** What the job, as Noukai has it, says about the callback. */
function compare(job: FlowJob, { status }: Callback): Finding<FlowJob> {
	if (job.status === status) return { kind: 'genuine', job };
	if (isFinal(job.status)) return FORGED;
	const reason = `Noukai still reports job ${job.id} as ${job.status}`;
	return { kind: 'unknown', reason, mayChange: true };
}
