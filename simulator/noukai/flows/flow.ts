import type { FlowInputs } from '../runs/inputs';
import type { ToolTalk } from '../runs/toolTalk';

/** What a block gets when it runs. */
export interface BlockWork {
	inputs: FlowInputs;
	/** Output of the step before; undefined in the first step. */
	previous: unknown;
	/** Outputs of all earlier steps, as the client sent them or the server kept them. */
	outputs: Record<string, unknown>;
	/** The overrides of this block that came with the call. */
	overrides: Record<string, unknown>;
	/** The tools and the messages so far of a block that may call tools. */
	talk: ToolTalk;
	/** Which version runs; 0 is the draft. */
	version: number;
	/** Index of the iteration in a loop. */
	loopIndex: number | null;
	/** 1 for the first attempt. */
	attempt: number;
	/** How many executions of this flow began before this one. */
	earlierExecutions: number;
	blockMs: number;
	slowMs: number;
	sleep(delayMs: number): Promise<void>;
}

/** Runs a block. Returns its output, or the tool calls that it needs first. Throws to fail. */
export type Act = (work: BlockWork) => Promise<unknown>;

export interface Block {
	kind: 'block';
	stepId: string;
	name: string;
	act: Act;
	/** An LLM block with `processor_config.tools_enabled` (contract 5). */
	hasTools?: boolean;
	/** The model reads no images: MODEL_MIME_INCOMPATIBLE. */
	isTextOnly?: boolean;
	/** How often it is tried before its step fails; 1 when absent. */
	maxAttempts?: number;
}

/** Runs its body once for each item. */
export interface Loop {
	kind: 'loop';
	stepId: string;
	name: string;
	body: Block;
	countOf(inputs: FlowInputs): number;
}

/** Runs its branches at the same time. */
export interface Parallel {
	kind: 'parallel';
	stepId: string;
	name: string;
	branches: Block[];
}

export type Step = Block | Loop | Parallel;

export interface Flow {
	id: string;
	/** `org/project/flow`. */
	path: string;
	slug: string;
	/** Steps by published version; version 1 is the first. */
	versions: Step[][];
	/** The version that runs without a version segment; null runs the draft (contract 3). */
	production: number | null;
	draft: Step[];
	/** Answers every call that would run it with this status. */
	refusesWith: number | null;
}

/** The blocks of a flow, also those in loops and branches. */
export function blocksOf(steps: readonly Step[]): Block[] {
	return steps.flatMap((step) => {
		if (step.kind === 'loop') return [step.body];
		return step.kind === 'parallel' ? step.branches : [step];
	});
}
