import type { FastifyReply, FastifyRequest } from 'fastify';

import { SseResponse } from '../../http/sseResponse';
import type { RunEvent } from '../runs/eventLog';
import { isPaused, type SimulatedRun } from '../runs/run';
import type { SimulatorState } from '../state';
import { behaviourOf } from './sseBehaviour';

/** One open event stream of a run, with the switches of rows 6 and 7. */
export class SseTail {
	private readonly response: SseResponse;
	private sentCount = 0;

	constructor(
		private readonly run: SimulatedRun,
		request: FastifyRequest,
		reply: FastifyReply,
		private readonly state: SimulatorState,
	) {
		this.response = new SseResponse(request, reply, state, behaviourOf(state.settings));
	}

	/** Sends the events from index `from` on until the stream is over. */
	async stream(from: number): Promise<void> {
		const { response, state, run } = this;
		if (!response.open()) return;
		const { settings } = state;
		if (settings.sseNonJsonEvent) await response.writer.frame('message', 'this is not JSON');
		if (this.isSilentNow()) return;
		for await (const event of run.log.follow(from, response.closedSignal)) {
			if (!this.isUnreported(event)) {
				await response.writer.frame('message', JSON.stringify(event));
				this.sentCount += 1;
				if (this.sentCount === settings.sseDropAfterEvents) return response.drop();
				if (this.isSilentNow()) return;
			}
			if (this.isLast(event)) break;
		}
		await this.finish();
	}

	private isSilentNow(): boolean {
		return this.sentCount === this.state.settings.sseSilentAfterEvents;
	}

	private isUnreported({ type, data }: RunEvent): boolean {
		if (type !== 'state') return false;
		const { sseStopUnreported, ssePauseUnreported } = this.state.settings;
		if (data.status === 'stopped') return sseStopUnreported;
		return ssePauseUnreported && isPaused(data.status);
	}

	/** The stream ends with a `workflow_status`; silently for a pause if the switch says so. */
	private isLast({ type, data }: RunEvent): boolean {
		if ('workflow_status' in data) return data.workflow_status === this.run.status;
		const isPause = isPaused(data.status) && data.status === this.run.status;
		return type === 'state' && isPause && this.state.settings.sseCloseWhenPaused;
	}

	private async finish(): Promise<void> {
		const { sseHangAfterEnd, sseCloseWhenStopped, sseStoppedEmits, sseDoneEvent } =
			this.state.settings;
		const isSilentStop = this.run.status === 'stopped' && !sseStoppedEmits;
		if (sseHangAfterEnd || (isSilentStop && !sseCloseWhenStopped)) return;
		if (sseDoneEvent !== null) await this.response.writer.frame(sseDoneEvent, '{}');
		this.response.end();
	}
}
