import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { Batch } from '../../../common/items/batch';
import type { Operation } from '../../../common/items/operation';
import type { Job, JobKind } from '../../../common/items/startedJobs';
import { findParking, type Parking } from '../../../common/wait/parking';
import { executionKind } from './executionKind';
import { Replays } from './replay/replays';

/** For items with a quick request or two, and nothing to wait for. */
export const QUICK_ITEMS_AT_ONCE = 10;

/** What the items of one execution of the node Noukai share. */
export class NoukaiBatch extends Batch<Job> {
	readonly replays = new Replays(this.client);
	private foundParking?: Parking;

	constructor(parent: ApiClient<IExecuteFunctions>, kind: JobKind<Job> = executionKind) {
		super(parent, kind);
	}

	/** Whether and where this execution can be parked. */
	get parking(): Parking {
		return (this.foundParking ??= findParking(this.parent.context));
	}
}

/** An operation of the node Noukai. */
export interface NoukaiOperation extends Operation<NoukaiBatch> {
	/** What the executions that it starts are called; just flow executions if omitted. */
	jobKind?: JobKind<Job>;
}
