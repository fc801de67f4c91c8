import type { FastifyReply, FastifyRequest } from 'fastify';

import { SseResponse } from '../../http/sseResponse';
import { behaviourOf } from '../http/sseBehaviour';
import type { SimulatorState } from '../state';
import type { Frame } from './frames';
import type { Turn } from './turn';

/** `plain` is what a stream without a format gives to clients of version 0.5 (contract 6.6). */
export type StreamFormat = 'json' | 'vercel' | 'plain';

/** One open stream of a turn, with the switches of contract 6.5. */
export class TurnStream {
	private readonly response: SseResponse;
	private sentCount = 0;

	constructor(
		private readonly format: StreamFormat,
		request: FastifyRequest,
		reply: FastifyReply,
		private readonly state: SimulatorState,
	) {
		this.response = new SseResponse(request, reply, state, behaviourOf(state.settings));
	}

	/** Sends the frames of a turn from index `from` on; without a turn, only the end. */
	async stream(turn: Turn | null, from = 0): Promise<void> {
		const { response, state } = this;
		if (!response.open()) return;
		const { streamEndAfterFrames, streamSilentAfterFrames, oddFrames } = state.settings.agents;
		if (oddFrames) await this.sendOddFrames();
		if (this.sentCount === streamSilentAfterFrames) return;
		if (turn !== null && this.sentCount !== streamEndAfterFrames) {
			for await (const { frame } of turn.log.follow(from, response.closedSignal)) {
				await this.send(frame);
				this.sentCount += 1;
				if (this.sentCount === streamSilentAfterFrames) return;
				if (this.sentCount === streamEndAfterFrames) break;
			}
		}
		await this.finish();
	}

	private async send({ event, data }: Frame): Promise<void> {
		const { writer } = this.response;
		if (this.format === 'json') {
			await writer.frame('message', JSON.stringify({ event, data }));
		} else if (this.format === 'plain') {
			const content = typeof data.delta === 'string' ? data.delta : null;
			await writer.frame('message', JSON.stringify({ role: 'assistant', type: event, content }));
		} else {
			const name = this.state.settings.agents.vercelNames === 'type' ? event : null;
			await writer.frame(name, JSON.stringify({ type: event, ...data }));
		}
	}

	/** Contract 6.5: a frame without `event` inside is to be passed on; and one is not JSON. */
	private async sendOddFrames(): Promise<void> {
		await this.response.writer.frame('message', JSON.stringify({ note: 'no event inside' }));
		await this.response.writer.frame('message', 'this is not JSON');
	}

	private async finish(): Promise<void> {
		const { response, format } = this;
		const { streamEnd } = this.state.settings.agents;
		if (streamEnd === 'cut') return response.drop();
		if (format === 'plain') {
			const end = { role: 'assistant', type: 'conversation_end', content: null };
			await response.writer.frame('message', JSON.stringify(end));
		} else if (streamEnd !== 'close') {
			await response.writer.frame(streamEnd, '{}');
		}
		response.end();
	}
}
