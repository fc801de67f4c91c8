import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import { WorkflowInputs } from '../../nodes/Noxus/inputs/inputSource';
import { readCount } from './parameters';
import { isLeftOut } from '../util/json';
import { withKeptCredentials } from '../http/credentials';
import { withSignal } from '../http/signals';
import { findParking, type Parking } from '../wait/parking';
import { StartedRuns } from '../../nodes/Noxus/wait/startedRuns';

export const DEFAULT_MAX_CONCURRENT_RUNS = 10;
export const MAX_CONCURRENT_RUNS = 100;

/** Of items for which there is a quick request or two, and nothing to wait for. */
export const QUICK_ITEMS_AT_ONCE = 10;

/** For File: Upload: more at once would only share the line, and each takes some memory. */
export const MAX_CONCURRENT_UPLOADS = 3;

/** What the items of one node execution share. */
export class Batch {
	readonly startedAtMs = Date.now();
	/** The runs that this execution has started. */
	readonly runs = new StartedRuns();
	/** Bounds the uploads of all items of File: Upload together. */
	readonly uploads = pLimit(MAX_CONCURRENT_UPLOADS);
	/** n8n's context, whose signal also ends when the batch does. */
	readonly context: IExecuteFunctions;
	/** The inputs of the workflows that its items start. */
	readonly workflowInputs: WorkflowInputs;
	private readonly ending = new AbortController();
	private readonly hints = new Map<string, number>();
	private readonly told = new Set<string>();
	private foundParking?: Parking;

	constructor(readonly parent: IExecuteFunctions) {
		this.context = withSignal(withKeptCredentials(parent), this.ending.signal);
		this.workflowInputs = new WorkflowInputs(this.context);
	}

	/** Ends all that the items do, as n8n's Stop does. */
	end(): void {
		this.ending.abort();
	}

	/** Whether the batch was ended, by `end` or by n8n's Stop. */
	get hasEnded(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	/** Whether and where this execution can be parked. */
	get parking(): Parking {
		return (this.foundParking ??= findParking(this.parent));
	}

	/** Keeps a hint for the user; it is told once, and `{count}` in it is how many items gave it. */
	hint(text: string): void {
		this.hints.set(text, (this.hints.get(text) ?? 0) + 1);
	}

	/** Shows a hint at once, and once only. */
	tellNow(text: string): void {
		if (this.told.has(text) || !('addExecutionHints' in this.parent)) return;
		this.told.add(text);
		this.parent.addExecutionHints({ message: text, type: 'warning', location: 'outputPane' });
	}

	/** Shows the hints under the node, where this n8n can. */
	showHints(): void {
		const hints = [...this.hints].map(([text, count]) => ({
			message: text.replace('{count}', String(count)),
			location: 'outputPane' as const,
		}));
		if (hints.length > 0 && 'addExecutionHints' in this.parent) {
			this.parent.addExecutionHints(...hints);
		}
	}
}

/** @throws NodeOperationError where the option Max Concurrent Runs is out of its range. */
export function readMaxConcurrentRuns(context: IExecuteFunctions): number {
	const { maxConcurrentRuns: value } = context.getNodeParameter('options', 0, {}) as IDataObject;
	if (isLeftOut(value)) return DEFAULT_MAX_CONCURRENT_RUNS;
	const range = { min: 1, max: MAX_CONCURRENT_RUNS };
	return readCount(context, 0, 'Max Concurrent Runs', value, range);
}
