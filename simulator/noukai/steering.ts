import type { Services } from './http/context';
import type { Execution } from './runs/execution';
import type { NoukaiState } from './state';
import type { Delivery } from './webhooks/delivery';

/** What a webhook posted on demand may differ in. */
export interface WebhookChanges {
	/** Its target; the job's own callbackUrl when absent. */
	url?: string;
	/** Its event; the one of the execution's status when absent. */
	event?: string;
	/** Fields of the body that differ. */
	body?: Record<string, unknown>;
	/** `X-Noukai-Delivery`; a new one when absent. */
	deliveryId?: string;
}

/** What an execution is busy with is done at once. Throws if it is not busy. */
export function hurryExecution({ state }: Services, executionId: string): void {
	if (existing(state, executionId).hurry()) return;
	throw new Error(`Execution ${executionId} is not busy`);
}

/** Posts a webhook now, whatever the state of its job: a second one, an early one, a false one. */
export async function postWebhook(
	{ state, webhooks }: Services,
	executionId: string,
	changes: WebhookChanges = {},
): Promise<Delivery> {
	const execution = existing(state, executionId);
	const url = changes.url ?? execution.start.callback?.url;
	if (url === undefined) throw new Error(`Execution ${executionId} has no callbackUrl, give a url`);
	const usual = execution.status === 'failed' ? 'flow.failed' : 'flow.completed';
	const delivery = webhooks.open(execution, url, changes.event ?? usual, changes.body);
	if (delivery === null) throw new Error('The organization has no secret');
	delivery.id = changes.deliveryId ?? delivery.id;
	await webhooks.deliver(delivery);
	return delivery;
}

function existing({ executions }: NoukaiState, executionId: string): Execution {
	const execution = executions.find(({ id }) => id === executionId);
	if (execution === undefined) throw new Error(`There is no execution ${executionId}`);
	return execution;
}
