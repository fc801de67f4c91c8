import { randomUUID } from 'node:crypto';

import { FollowedLog } from '../../http/followedLog';
import type { Timers } from '../../http/timers';
import { uuidFrom } from '../../http/uuidFrom';
import type { Flow, Step } from '../flows/flow';
import type { KeyName } from '../identities';
import type { FlowEvent } from './events';
import type { FlowInputs } from './inputs';
import type { StepRecord } from './stepRecord';

export type ExecutionStatus = 'pending' | 'running' | 'completed' | 'failed';
export type Trigger = 'execute' | 'step' | 'job';

export interface ExecutionError {
	message: string;
	code: string | null;
}

/** What is known when an execution begins. */
export interface NewExecution {
	flow: Flow;
	steps: readonly Step[];
	/** Which version runs; 0 is the draft. */
	version: number;
	trigger: Trigger;
	keyName: KeyName;
	sessionId: string | null;
	inputs: FlowInputs;
	/** The body of the call that began it, as it was sent. */
	requestBody: unknown;
	isTraced: boolean;
	captureMode: 'full' | 'redacted' | 'metadata_only' | 'off';
	earlierExecutions: number;
	callback: { url: string; events: string[] } | null;
}

/** One run of a flow, from its first call to its end. */
export class Execution {
	readonly id = randomUUID();
	readonly createdAt = new Date();
	readonly steps: StepRecord[] = [];
	/** What a stream of its trace replays and follows. */
	readonly log = new FollowedLog<FlowEvent>();
	/** Bodies of the calls that continued it: resumed tool calls and further steps. */
	readonly continuations: unknown[] = [];
	status: ExecutionStatus = 'pending';
	startedAt: Date | null = null;
	completedAt: Date | null = null;
	result: unknown = null;
	error: ExecutionError | null = null;
	/** Parts of it that run at this moment. */
	busyCount = 0;
	private readonly wakes = new Set<() => void>();

	constructor(readonly start: NewExecution) {}

	get isOver(): boolean {
		return this.status === 'completed' || this.status === 'failed';
	}

	/** The id under /flow-runs, if that is not the execution id. */
	get ownFlowRunId(): string {
		return `fr_${uuidFrom(this.id).replaceAll('-', '').slice(0, 16)}`;
	}

	begin(): void {
		this.status = 'running';
		this.startedAt ??= new Date();
	}

	end(result: unknown, error: ExecutionError | null): void {
		this.status = error === null ? 'completed' : 'failed';
		this.completedAt = new Date();
		this.result = result;
		this.error = error;
		this.log.close();
	}

	/** Waits, or until `hurry`; for ever when the timers are cleared, by a reset or at the end. */
	async rest(delayMs: number, timers: Timers): Promise<void> {
		await new Promise<void>((resolve) => {
			const wake = () => {
				cancel();
				this.wakes.delete(wake);
				resolve();
			};
			const cancel = timers.after(delayMs, wake);
			this.wakes.add(wake);
		});
	}

	/** What it is busy with is done at once. False if it is not busy. */
	hurry(): boolean {
		const isBusy = this.wakes.size > 0;
		for (const wake of [...this.wakes]) wake();
		return isBusy;
	}
}
