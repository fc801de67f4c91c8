import type { FastifyReply, FastifyRequest } from 'fastify';

import type { RunEvent } from '../runs/eventLog';
import type { SimulatedRun } from '../runs/run';
import type { SimulatorState } from '../state';
import { cutConnection } from './callLog';
import { SseWriter } from './sseWriter';

/** One open event stream of a run, with the switches of rows 6 and 7. */
export class SseTail {
	private readonly writer: SseWriter;
	private readonly closed = new AbortController();
	private sentCount = 0;

	constructor(
		private readonly run: SimulatedRun,
		private readonly request: FastifyRequest,
		private readonly reply: FastifyReply,
		private readonly state: SimulatorState,
	) {
		this.writer = new SseWriter(reply.raw, state.settings);
	}

	/** Sends the events from index `from` on until the stream is over. */
	async stream(from: number): Promise<void> {
		if (!this.open()) return;
		const { settings } = this.state;
		if (settings.sseNonJsonEvent) await this.writer.frame('message', 'this is not JSON');
		if (this.isSilentNow()) return;
		for await (const event of this.run.log.follow(from, this.closed.signal)) {
			await this.writer.event(event);
			this.sentCount += 1;
			if (this.sentCount === settings.sseDropAfterEvents) return this.drop();
			if (this.isSilentNow()) return;
			if (this.isLast(event)) break;
		}
		await this.finish();
	}

	private open(): boolean {
		const { reply, request, state } = this;
		const { sseKeepaliveMs, sseMaxLifeMs } = state.settings;
		const headers = Object.entries(reply.getHeaders());
		reply.hijack();
		if (this.strike()) return false;
		for (const [name, value] of headers) if (value) reply.raw.setHeader(name, value);
		reply.raw.writeHead(200, {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-cache',
			connection: 'keep-alive',
		});
		reply.raw.flushHeaders();
		request.raw.socket.setNoDelay(true);
		const stops = [
			...(sseKeepaliveMs === null ? [] : [this.keepAlive(sseKeepaliveMs)]),
			...(sseMaxLifeMs === null ? [] : [state.timers.after(sseMaxLifeMs, () => this.end())]),
		];
		reply.raw.once('close', () => {
			this.closed.abort();
			for (const stop of stops) stop();
		});
		state.epochSignal.addEventListener('abort', () => this.drop(), {
			once: true,
			signal: this.closed.signal,
		});
		return true;
	}

	/** Faults that come after handling do not see a hijacked reply, so they strike here. */
	private strike(): boolean {
		const kind = this.request.fault?.kind;
		if (kind === 'resetAfterHandling') cutConnection(this.request.raw.socket, 'reset');
		if (kind === 'resetMidBody') {
			this.reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
			this.reply.raw.write('event: message\ndata: {"type": "sta', () => this.drop());
		}
		return kind?.endsWith('AfterHandling') === true || kind === 'resetMidBody';
	}

	private keepAlive(intervalMs: number): () => void {
		return this.state.timers.every(intervalMs, () => void this.writer.comment('keepalive'));
	}

	private isSilentNow(): boolean {
		return this.sentCount === this.state.settings.sseSilentAfterEvents;
	}

	/** The stream ends with a `workflow_status`; silently for a pause if the switch says so. */
	private isLast({ type, data }: RunEvent): boolean {
		if ('workflow_status' in data) return data.workflow_status === this.run.status;
		const isPause = data.status === 'awaiting_human_feedback' && data.status === this.run.status;
		return type === 'state' && isPause && this.state.settings.sseCloseWhenStopped;
	}

	private async finish(): Promise<void> {
		const { sseHangAfterEnd, sseCloseWhenStopped, sseStoppedEmits, sseDoneEvent } =
			this.state.settings;
		const isSilentStop = this.run.status === 'stopped' && !sseStoppedEmits;
		if (sseHangAfterEnd || (isSilentStop && !sseCloseWhenStopped)) return;
		if (sseDoneEvent !== null) await this.writer.frame(sseDoneEvent, '{}');
		this.end();
	}

	private end(): void {
		this.closed.abort();
		this.reply.raw.end();
	}

	private drop(): void {
		if (this.state.settings.sseDropHow === 'end') this.end();
		else cutConnection(this.request.raw.socket, 'close');
	}
}
