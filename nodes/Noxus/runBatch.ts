import type { IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../../common/http/apiClient';
import { Batch } from '../../common/items/batch';
import type { Operation } from '../../common/items/operation';
import { ProgressLines } from '../../common/items/progressLines';
import type { JobKind } from '../../common/items/startedJobs';
import { findParking, type Parking } from '../../common/wait/parking';
import type { Run } from './api/run';
import { runKind } from './runKind';
import { Workflows } from './inputs/inputSource';
import { OpenRuns } from './wait/openRuns';

/** More uploads at once would only share the line, and each takes some memory. */
export const MAX_CONCURRENT_UPLOADS = 3;

/** For items with a quick request or two, and nothing to wait for. */
export const QUICK_ITEMS_AT_ONCE = 10;

/** What the items of one execution of the node Noxus share. */
export class RunBatch extends Batch<Run> {
	/** Bounds the uploads of all items of File: Upload, or of Knowledge Base: Upload, together. */
	readonly uploads = pLimit(MAX_CONCURRENT_UPLOADS);
	/** The workflows that its items start. */
	readonly workflows: Workflows;
	/** Reads its runs before the execution is paused. */
	readonly openRuns = new OpenRuns(this.jobs);
	/** About the progress, in the console of the editor. */
	readonly lines: ProgressLines;
	/** How many items have been waited for. */
	endedItems = 0;
	/** Runs that its items started or waited for, for n8n's trace. */
	readonly tracedRuns: Run[] = [];
	private foundParking?: Parking;

	constructor(parent: ApiClient<IExecuteFunctions>, kind: JobKind<Run> = runKind) {
		super(parent, kind);
		this.workflows = new Workflows(this.client);
		this.lines = new ProgressLines(parent.context);
	}

	/** A line about one run amid the others. */
	progressLine(aboutRun: string): string {
		const total = this.parent.context.getInputData().length;
		return total === 1 ? aboutRun : `${this.endedItems} of ${total} items are done. ${aboutRun}`;
	}

	/** Whether and where this execution can be parked. */
	get parking(): Parking {
		return (this.foundParking ??= findParking(this.parent.context));
	}
}

/** An operation of the node Noxus. */
export interface NoxusOperation extends Operation<RunBatch, Run> {
	/** What the runs that it starts are called; just runs if omitted. */
	jobKind?: JobKind<Run>;
}
