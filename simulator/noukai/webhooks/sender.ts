import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';

import { messageOf } from '../../http/values';
import type { Execution } from '../runs/execution';
import type { NoukaiState } from '../state';
import type { Delivery, DeliveryAttempt } from './delivery';
import { isPublicHttps } from './guard';
import { webhookHeaders } from './headers';
import { webhookBody } from './webhookBody';

const FAILED_PERMANENT = 'failed_permanent';
const RESPONSE_EXCERPT_LENGTH = 500;

/** Posts the webhooks of jobs (contract 14), with undici, which follows no redirect. */
export class WebhookSender {
	private readonly agent = new Agent({ connect: { timeout: 5_000 } });

	constructor(private readonly state: NoukaiState) {}

	/** Plans the webhook of a job that has just ended. */
	schedule(execution: Execution): void {
		const { webhook } = this.state.settings;
		const { callback } = execution.start;
		const event = execution.status === 'failed' ? 'flow.failed' : 'flow.completed';
		if (callback === null || webhook.never || !callback.events.includes(event)) return;
		this.state.timers.after(webhook.delayMs, () => {
			for (let count = 0; count < webhook.times; count += 1) {
				const delivery = this.open(execution, callback.url, event);
				if (delivery !== null) void this.deliver(delivery);
			}
		});
	}

	/** A delivery that is noted but not sent; null if an organization without a secret sends none. */
	open(
		execution: Execution,
		url: string,
		event: string,
		overrides: Record<string, unknown> = {},
	): Delivery | null {
		const { settings, secrets, deliveries } = this.state;
		const org = execution.start.flow.path.split('/')[0] ?? '';
		if (secrets.get(org) === null && settings.webhook.withoutSecret === 'nothing') return null;
		const delivery: Delivery = {
			id: randomUUID(),
			org,
			executionId: execution.id,
			event,
			url,
			body: JSON.stringify({ ...webhookBody(event, execution, settings), ...overrides }),
			status: settings.webhook.statusWords.pending,
			createdAt: new Date(),
			attempts: [],
		};
		deliveries.push(delivery);
		return delivery;
	}

	/** All attempts of a delivery, until one succeeds. Never throws. */
	async deliver(delivery: Delivery): Promise<void> {
		const { settings } = this.state;
		const { webhook } = settings;
		if (!webhook.allowPrivate && !isPublicHttps(delivery.url)) {
			delivery.status = FAILED_PERMANENT;
			return;
		}
		for (const delayMs of webhook.retryDelaysMs) {
			await this.pause(delayMs * webhook.timeFactor);
			const outcome = this.outcomeOf(await this.attempt(delivery));
			if (outcome === 'retry') continue;
			delivery.status = outcome;
			return;
		}
		delivery.status = webhook.statusWords.exhausted;
	}

	async close(): Promise<void> {
		await this.agent.destroy();
	}

	/** One attempt, noted in the delivery. */
	private async attempt(delivery: Delivery): Promise<DeliveryAttempt> {
		const { timeoutMs } = this.state.settings.webhook;
		const sentAt = new Date();
		const headers = webhookHeaders(delivery, sentAt, this.state);
		const unknown = { statusCode: null, responseBody: null, error: null };
		const noted: DeliveryAttempt = { sentAt, headers, ...unknown };
		delivery.attempts.push(noted);
		try {
			const response = await request(delivery.url, {
				method: 'POST',
				headers,
				body: delivery.body,
				dispatcher: this.agent,
				signal: AbortSignal.timeout(timeoutMs),
			});
			noted.statusCode = response.statusCode;
			noted.responseBody = (await response.body.text()).slice(0, RESPONSE_EXCERPT_LENGTH);
		} catch (error) {
			noted.error = messageOf(error);
		}
		return noted;
	}

	private outcomeOf({ statusCode }: DeliveryAttempt): string {
		const { retryOn, redirectIs, statusWords } = this.state.settings.webhook;
		if (statusCode === null) return 'retry';
		if (statusCode < 300) return statusWords.delivered;
		if (statusCode < 400 && redirectIs === 'delivered') return statusWords.delivered;
		return retryOn === '5xx' && statusCode < 500 ? FAILED_PERMANENT : 'retry';
	}

	private async pause(delayMs: number): Promise<void> {
		if (delayMs <= 0) return;
		await new Promise<void>((resolve) => this.state.timers.after(delayMs, resolve));
	}
}
