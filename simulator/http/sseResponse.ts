import type { FastifyReply, FastifyRequest } from 'fastify';

import { cutConnection } from './callLog';
import type { ServerState } from './serverState';
import { SseWriter, type SseWire } from './sseWriter';

/** How one event stream behaves, apart from what it sends. */
export interface SseBehaviour extends SseWire {
	/** Comments at this interval, with this text. */
	heartbeat: { intervalMs: number; text: string } | null;
	/** Longest life of a connection; then it ends properly. */
	maxLifeMs: number | null;
	/** A drop cuts the connection, or ends the response properly. */
	dropHow: 'cut' | 'end';
	/** What a fault of kind `resetMidBody` sends before the cut. */
	halfFrame: string;
}

/** One open event stream, from its headers to its end. */
export class SseResponse {
	readonly writer: SseWriter;
	private readonly closed = new AbortController();

	constructor(
		private readonly request: FastifyRequest,
		private readonly reply: FastifyReply,
		private readonly state: ServerState,
		private readonly behaviour: SseBehaviour,
	) {
		this.writer = new SseWriter(reply.raw, behaviour);
	}

	/** Aborts when the stream is over, at whichever end. */
	get closedSignal(): AbortSignal {
		return this.closed.signal;
	}

	/** Sends the headers. False if a fault hits the stream before its first event. */
	open(): boolean {
		const { reply, request } = this;
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
		this.watchEnds();
		return true;
	}

	/** Ends the response properly. */
	end(): void {
		this.closed.abort();
		this.reply.raw.end();
	}

	/** Drops the connection in the way of `dropHow`. */
	drop(): void {
		if (this.behaviour.dropHow === 'end') this.end();
		else cutConnection(this.request.raw.socket, 'close');
	}

	private watchEnds(): void {
		const { timers, epochSignal } = this.state;
		const { heartbeat, maxLifeMs } = this.behaviour;
		const stops: Array<() => void> = [];
		if (heartbeat !== null) {
			const { intervalMs, text } = heartbeat;
			stops.push(timers.every(intervalMs, () => void this.writer.comment(text)));
		}
		if (maxLifeMs !== null) stops.push(timers.after(maxLifeMs, () => this.end()));
		this.reply.raw.once('close', () => {
			this.closed.abort();
			for (const stop of stops) stop();
		});
		epochSignal.addEventListener('abort', () => this.drop(), {
			once: true,
			signal: this.closed.signal,
		});
	}

	/** Faults that come after handling do not see a hijacked reply, so they strike here. */
	private strike(): boolean {
		const kind = this.request.fault?.kind;
		if (kind === 'resetAfterHandling') cutConnection(this.request.raw.socket, 'reset');
		if (kind === 'resetMidBody') {
			this.reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
			this.reply.raw.write(this.behaviour.halfFrame, () => this.drop());
		}
		if (kind === 'hangMidBody') {
			this.reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
			this.reply.raw.write(this.behaviour.halfFrame);
		}
		return kind?.endsWith('AfterHandling') === true || kind?.endsWith('MidBody') === true;
	}
}
