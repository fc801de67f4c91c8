import { sleep, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';

import type { Run } from '../Noxus/transport/run';
import type { WebhookAnswer } from '../Noxus/webhookAnswer';
import { Deliveries, type Repetition } from './dedup';
import { triggerKey } from './sharedCredentials';

/** What is told apart: a run that was continued ends twice, in two statuses. */
type RunEnd = Pick<Run, 'id' | 'workflowId' | 'status'>;

const deliveries = new Deliveries<WebhookAnswer>({
	// A few MB of memory at the most.
	maxKept: 10_000,
	maxWaitMs: 10_000,
	// n8n may hold an execution back for long where their number is limited.
	maxOpenMs: 600_000,
	now: () => Date.now(),
	wait: sleep,
});

/**
 * Handles the first delivery of a run's end in this process. It counts once n8n has answered the
 * sender, which it does when the execution is stored; until then others are told to come again.
 */
export async function onceInProcess(
	context: IWebhookFunctions,
	run: RunEnd,
	handle: () => Promise<WebhookAnswer>,
): Promise<WebhookAnswer | Repetition> {
	const key = keyOf(context, run);
	const response = context.getResponseObject();
	return await deliveries.once(key, handle, ({ items }) => {
		if (items === undefined) return false;
		const settle = () => deliveries.settle(key, response.statusCode === 200);
		// The second comes also where the sender has hung up meanwhile, and nothing is sent any more.
		response.once('finish', settle).once('prefinish', settle);
		return true;
	});
}

/** The execution runs, so it is stored: also where the sender did not wait for the answer. */
export function noteStarted(context: IExecuteFunctions, run: RunEnd): void {
	deliveries.settle(keyOf(context, run), true);
}

function keyOf(
	context: Pick<IWebhookFunctions, 'getWorkflow' | 'getNode'>,
	{ id, workflowId, status }: RunEnd,
): string {
	return [triggerKey(context), workflowId, id, status].join(' ').toLowerCase();
}
