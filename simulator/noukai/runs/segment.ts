import type { Block, BlockWork } from '../flows/flow';
import type { NoukaiState } from '../state';
import type { Place } from './blockRun';
import type { FlowEvent } from './events';
import type { Execution } from './execution';
import type { ChatMessage, ToolDefinition } from './inputs';

/** What one call gives to the steps that it runs. */
export interface SegmentRequest {
	/** First step to run, and the one before which it stops. */
	fromIndex: number;
	untilIndex: number;
	outputs: Record<string, unknown>;
	blockOverrides: Record<string, Record<string, unknown>>;
	tools: ToolDefinition[];
	toolChoice: unknown;
	/** The talk with tools that the first step continues; null when it does not. */
	conversation: ChatMessage[] | null;
	iterationsUsed: number;
}

/** The part of an execution that one call runs. */
export class Segment {
	readonly outputs: Record<string, unknown>;
	/** The talk that the next block continues; it ends with that block. */
	conversation: ChatMessage[] | null;

	constructor(
		readonly execution: Execution,
		readonly request: SegmentRequest,
		private readonly state: NoukaiState,
		private readonly listener: (event: FlowEvent) => void,
	) {
		this.outputs = { ...request.outputs };
		this.conversation = request.conversation;
	}

	get blockOverrides(): SegmentRequest['blockOverrides'] {
		return this.request.blockOverrides;
	}

	emit(event: FlowEvent): void {
		this.execution.log.push(event);
		this.listener(event);
	}

	/** What a block of this segment works with. */
	workFor(block: Block, { loopIndex, previous }: Place, attempt: number): BlockWork {
		const { execution, request, state } = this;
		const { blockMs, slowMs } = state.settings;
		const tools = block.hasTools ? request.tools : [];
		return {
			inputs: execution.start.inputs,
			previous,
			outputs: this.outputs,
			overrides: this.blockOverrides[block.stepId] ?? {},
			talk: { tools, toolChoice: request.toolChoice, messages: this.conversation },
			version: execution.start.version,
			loopIndex,
			attempt,
			earlierExecutions: execution.start.earlierExecutions,
			blockMs,
			slowMs,
			sleep: async (delayMs) => await execution.rest(delayMs, state.timers),
		};
	}
}
