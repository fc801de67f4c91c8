import { sleep, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';

import type { Run } from '../../nodes/Noxus/api/run';
import type { WebhookAnswer } from './answer';
import { dropOldest } from '../util/dropOldest';
import { Deliveries, type Repetition } from './deduplication';
import { triggerKey } from './sharedCredentials';

/** What is told apart: a run that was continued ends twice, in two statuses. */
type RunEnd = Pick<Run, 'id' | 'workflowId' | 'status'>;

/** The one that had no callback for longest is forgotten first. */
const MAX_TRIGGERS = 100;

const byTrigger = new Map<string, Deliveries<WebhookAnswer>>();

const LIMITS = {
	// As many as n8n's database remembers of a trigger; figures in docs/benchmarks.md.
	maxKept: 2_000,
	maxWaitMs: 10_000,
	// n8n may hold an execution back for long where their number is limited.
	maxOpenMs: 600_000,
	now: () => Date.now(),
	wait: sleep,
};

/**
 * Handles the first delivery of a run's end in this process. It counts once n8n has answered the
 * sender, which it does when the execution is stored; until then others are told to come again.
 */
export async function onceInProcess(
	context: IWebhookFunctions,
	run: RunEnd,
	handle: () => Promise<WebhookAnswer>,
): Promise<WebhookAnswer | Repetition> {
	const key = keyOf(run);
	const deliveries = deliveriesTo(context);
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
	byTrigger.get(triggerKey(context))?.settle(keyOf(run), true);
}

/** Those to one trigger, so that a flood to another does not push them out. */
function deliveriesTo(context: IWebhookFunctions): Deliveries<WebhookAnswer> {
	const trigger = triggerKey(context);
	const own = byTrigger.get(trigger) ?? new Deliveries<WebhookAnswer>(LIMITS);
	byTrigger.delete(trigger);
	byTrigger.set(trigger, own);
	dropOldest(byTrigger, MAX_TRIGGERS);
	return own;
}

function keyOf({ id, workflowId, status }: RunEnd): string {
	return [workflowId, id, status].join(' ').toLowerCase();
}
