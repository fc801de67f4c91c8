import type { IExecuteFunctions } from 'n8n-workflow';

import { backoffMs, type Backoff } from '../http/retry';

/** Between two lines. At first somebody watches; of a run that takes hours, few lines are enough. */
const PACE: Backoff = { firstMs: 2_000, factor: 1.5, capMs: 60_000 };

/**
 * Lines about the progress of an execution, in the console of the editor while somebody runs the
 * workflow by hand. All items share the pace, so that many of them do not flood it.
 */
export class ProgressLines {
	private written = 0;
	private nextAtMs = 0;

	constructor(private readonly context: IExecuteFunctions) {}

	/** Writes the line that `makeLine` returns, if it is time for one. */
	write(makeLine: () => string): void {
		if (Date.now() < this.nextAtMs || !this.isShown) return;
		this.nextAtMs = Date.now() + backoffMs(++this.written, PACE, () => 1);
		this.context.sendMessageToUI(makeLine());
	}

	/** Whether there is such a console: n8n shows none for other executions than manual ones. */
	get isShown(): boolean {
		return this.context.getMode() === 'manual' && 'sendMessageToUI' in this.context;
	}
}
