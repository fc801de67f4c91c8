import type { FastifyReply, FastifyRequest } from 'fastify';

import { SseResponse, type SseBehaviour } from '../../http/sseResponse';
import type { FlowEvent } from '../runs/events';
import type { NoukaiSettings } from '../settings';
import type { NoukaiState } from '../state';

/** Events after which nothing further comes in a stream of /step. */
const LAST_EVENTS = ['step_paused', 'step_paused_for_tool_calls', 'step_error', 'flow_completed'];

/** One open stream of flow events, with the switches of section 8. */
export class EventStream {
	private readonly response: SseResponse;
	private readonly settings: NoukaiSettings;
	private sentCount = 0;
	private isSilent = false;
	private lastWrite = Promise.resolve();

	constructor(request: FastifyRequest, reply: FastifyReply, state: NoukaiState) {
		this.settings = state.settings;
		this.response = new SseResponse(request, reply, state, behaviourOf(state.settings));
	}

	get closedSignal(): AbortSignal {
		return this.response.closedSignal;
	}

	/** Sends the headers. False if a fault hits the stream before its first event. */
	open(): boolean {
		if (!this.response.open()) return false;
		this.isSilent = this.settings.sseSilentAfterEvents === 0;
		if (this.settings.sseStrangeEvents && !this.isSilent) {
			void this.response.writer.frame('step_progress', '{"eventType":"step_progress","percent":1}');
			void this.response.writer.frame('step_output', 'this is not JSON');
		}
		return true;
	}

	/** Queues an event, unless the stream was dropped or has fallen silent. */
	send({ type, data }: FlowEvent): void {
		if (this.isSilent) return;
		const { sseEventName, sseUnterminated, sseDropAfterEvents } = this.settings;
		const name = sseEventName === 'json' ? null : type;
		const text = JSON.stringify(sseEventName === 'line' ? data : { eventType: type, ...data });
		const isCutShort = sseUnterminated && LAST_EVENTS.includes(type);
		const { writer } = this.response;
		this.lastWrite = isCutShort ? writer.unterminatedFrame(name, text) : writer.frame(name, text);
		this.sentCount += 1;
		const isDropped = this.sentCount === sseDropAfterEvents;
		if (isDropped) void this.lastWrite.then(() => this.response.drop());
		this.isSilent = isDropped || this.sentCount === this.settings.sseSilentAfterEvents;
	}

	/** Ends the stream once everything is written; one that fell silent stays open. */
	async finish(): Promise<void> {
		await this.lastWrite;
		if (!this.isSilent) this.response.end();
	}
}

function behaviourOf(settings: NoukaiSettings): SseBehaviour {
	const { sseLineEnd, sseChunking, sseHeartbeatMs: intervalMs, sseDropHow: dropHow } = settings;
	return {
		sseLineEnd,
		sseChunking,
		dropHow,
		heartbeat: intervalMs === null ? null : { intervalMs, text: 'heartbeat' },
		maxLifeMs: null,
		halfFrame: 'event: run_started\ndata: {"eventType": "run_st',
	};
}
