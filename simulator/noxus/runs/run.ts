import { randomUUID } from 'node:crypto';

import type { Identity } from '../identities';
import type { Workflow } from '../workflows/catalog';
import type { Behaviour } from './behaviours';
import { inputNodesOf, type Definition } from '../workflows/definition';
import { EventLog } from './eventLog';
import { progressDetails, type NodeStatus } from './progress';

/** Contract 2.1. */
export type RunStatus = 'queued' | 'running' | 'failed' | 'completed' | 'stopped' | PausedStatus;

/** A run that waits for something outside. The client of version 0.3 knew `awaiting_event`. */
export type PausedStatus = 'awaiting_human_feedback' | 'awaiting_event';

const NEXT_STATUSES: Record<RunStatus, readonly RunStatus[]> = {
	queued: ['running', 'stopped'],
	running: ['completed', 'failed', 'stopped', 'awaiting_human_feedback', 'awaiting_event'],
	awaiting_human_feedback: ['running', 'stopped'],
	awaiting_event: ['running', 'stopped'],
	completed: [],
	failed: [],
	stopped: [],
};

/** True for a status that a run never leaves (contract 2.1). */
export function isTerminal(status: RunStatus): boolean {
	return NEXT_STATUSES[status].length === 0;
}

/** True for a status that a run leaves only when something outside happens. */
export function isPaused(status: unknown): status is PausedStatus {
	return status === 'awaiting_human_feedback' || status === 'awaiting_event';
}

/** The documented fields of a create body (contract 2.2), checked. */
export interface CreateRunBody {
	input: Record<string, unknown>;
	callbackUrl: string | null;
	versionId: string | null;
	nodeIds: string[] | null;
	singleNodeId: string | null;
	groupId: string | null;
}

export interface NewRun {
	workflow: Workflow;
	definition: Definition;
	identity: Identity;
	mode: 'async' | 'sync';
	body: CreateRunBody;
	/** The body as received. */
	createBody: unknown;
	/** The input with stored files in place of what was sent for them. */
	input: Record<string, unknown>;
	/** What the run does, if it is not what its workflow does. */
	work?: Behaviour;
}

/** One run: its state machine, its events and its result. */
export class SimulatedRun {
	readonly id = randomUUID();
	readonly workflowId: string;
	readonly workspaceId: string;
	readonly createBody: unknown;
	readonly input: Record<string, unknown>;
	readonly callbackUrl: string | null;
	readonly createdAt = new Date();
	readonly log = new EventLog();
	readonly nodeStatuses = new Map<string, NodeStatus>();
	status: RunStatus = 'queued';
	startedAt: Date | null = null;
	finishedAt: Date | null = null;
	/** Keyed by output label; null until the run completes. */
	output: unknown = null;
	/** Keyed by node id, for `use_output_ids` (contract 2.3). */
	outputByNodeId: unknown = null;
	/** `output` as it was before long text was cut. */
	fullOutput: unknown = null;
	error: string | null = null;
	private readonly abort = new AbortController();
	private readonly watchers = new Set<() => void>();

	constructor(readonly request: NewRun) {
		const { workflow, identity, createBody, input, body, definition } = request;
		this.workflowId = workflow.id;
		this.workspaceId = identity.workspaceId;
		this.createBody = createBody;
		this.input = input;
		this.callbackUrl = body.callbackUrl;
		for (const { id } of definition.nodes) this.nodeStatuses.set(id, 'remaining');
		this.logState();
	}

	/** Aborts when the run ends early. */
	get signal(): AbortSignal {
		return this.abort.signal;
	}

	/** Percentage of nodes that are done (contract 2.2: `progress` is a percentage). */
	get progress(): number {
		if (this.status === 'completed') return 100;
		const statuses = [...this.nodeStatuses.values()];
		const done = statuses.filter((status) => status === 'executed').length;
		return Math.floor((100 * done) / Math.max(statuses.length, 1));
	}

	/** Changes the status and says so in the log. Throws for a change that no run makes. */
	moveTo(status: RunStatus): void {
		if (!NEXT_STATUSES[this.status].includes(status)) {
			throw new Error(`A run cannot go from ${this.status} to ${status}`);
		}
		this.status = status;
		if (status === 'running') this.startedAt ??= new Date();
		if (isTerminal(status)) this.finishedAt = new Date();
		if (status === 'stopped') this.abort.abort();
		this.logState();
		for (const watcher of [...this.watchers]) watcher();
	}

	/** Waits until the status is one of these; never settles if it never is. */
	async until(isReached: (status: RunStatus) => boolean): Promise<void> {
		if (isReached(this.status)) return;
		await new Promise<void>((resolve) => {
			const watcher = () => {
				if (!isReached(this.status)) return;
				this.watchers.delete(watcher);
				resolve();
			};
			this.watchers.add(watcher);
		});
	}

	/** Input nodes of the definition that this run uses. */
	get inputNodeIds(): string[] {
		return inputNodesOf(this.request.definition).map(({ id }) => id);
	}

	private logState(): void {
		this.log.append('state', {
			status: this.status,
			progress: this.progress,
			progress_details: progressDetails(this),
		});
	}
}
