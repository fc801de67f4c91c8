import { Agent, request } from 'undici';

import { formatDateOrNull } from '../../http/dates';
import { messageOf } from '../../http/values';
import type { CallbackSettings } from '../settings';
import type { SimulatorState } from '../state';
import type { CallbackDelivery } from './callbackDelivery';
import { HoldingPen } from './holdingPen';
import type { SimulatedRun } from './run';

/** Posts callbacks (contract 8), with undici. */
export class CallbackSender {
	private readonly agent = new Agent({ connect: { timeout: 5_000 } });
	private readonly pen: HoldingPen;

	constructor(private readonly state: SimulatorState) {
		this.pen = new HoldingPen(state.timers);
	}

	/** Plans the callback of a run that has just ended. */
	schedule(run: SimulatedRun): void {
		const { callback } = this.state.settings;
		const { callbackUrl } = run;
		if (callbackUrl === null || callback.never) return;
		const body = this.bodyOf(run);
		const send = async () => await this.deliverAll(run.id, callbackUrl, body);
		this.state.timers.after(callback.delayMs, () => {
			if (callback.outOfOrder) this.pen.hold(send, callback.outOfOrderHoldMs);
			else void send();
		});
	}

	/** The documented body (contract 8) for the run as it is now. */
	bodyOf(run: SimulatedRun): Record<string, unknown> {
		const { callback, longOutput } = this.state.settings;
		const { startedAt, finishedAt } = run;
		const output = longOutput === 'fullInCallback' ? run.fullOutput : run.output;
		return {
			run_id: run.id,
			workflow_id: run.workflowId,
			status: run.status,
			outputs: output ?? {},
			error: callback.errorAs === 'object' && run.error ? { message: run.error } : run.error,
			started_at: formatDateOrNull(startedAt ?? run.createdAt, callback.timestamps),
			completed_at: formatDateOrNull(finishedAt, callback.timestamps),
			duration_ms: startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : 0,
		};
	}

	/** One attempt, noted in the state. Never throws. */
	async post(
		delivery: Pick<CallbackDelivery, 'runId' | 'url' | 'body' | 'delivery' | 'attempt'>,
	): Promise<CallbackDelivery> {
		const { timeoutMs, extraHeaders } = this.state.settings.callback;
		const noted: CallbackDelivery = {
			...delivery,
			sentAt: new Date(),
			statusCode: null,
			responseBody: null,
			error: null,
		};
		this.state.callbacks.push(noted);
		try {
			const response = await request(delivery.url, {
				method: 'POST',
				headers: { ...extraHeaders, 'content-type': 'application/json' },
				body: JSON.stringify(delivery.body),
				dispatcher: this.agent,
				signal: AbortSignal.timeout(timeoutMs),
			});
			noted.statusCode = response.statusCode;
			noted.responseBody = await response.body.text();
		} catch (error) {
			noted.error = messageOf(error);
		}
		return noted;
	}

	/** Drops what is held back for `outOfOrder`. */
	forget(): void {
		this.pen.forget();
	}

	async close(): Promise<void> {
		await this.agent.destroy();
	}

	private async deliverAll(runId: string, url: string, body: CallbackDelivery['body']) {
		const { callback } = this.state.settings;
		for (let delivery = 1; delivery <= callback.times; delivery += 1) {
			await this.deliver({ runId, url, body, delivery }, callback);
		}
	}

	private async deliver(
		delivery: Pick<CallbackDelivery, 'runId' | 'url' | 'body' | 'delivery'>,
		{ retries, retryDelayMs }: CallbackSettings,
	): Promise<void> {
		for (let attempt = 1; ; attempt += 1) {
			const { statusCode } = await this.post({ ...delivery, attempt });
			const isDelivered = statusCode !== null && statusCode >= 200 && statusCode < 300;
			if (isDelivered || attempt > retries) return;
			await new Promise<void>((resolve) => this.state.timers.after(retryDelayMs, resolve));
		}
	}
}
