import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Batch } from './batch';
import type { Item } from './item';
import type { Job } from './startedJobs';

/** A job that still runs, and until when it is waited for. */
export interface ParkableJob {
	/** What it takes to read the job later: plain JSON. */
	ref: IDataObject;
	deadlineAtMs: number;
}

/** The data of an item. */
export type ItemData = {
	json: IDataObject;
	/** Files, by the names of their binary properties. */
	binary?: IBinaryKeyData;
};

/** The result of an operation for one input item. */
export type ItemResult = ItemData & {
	/** The job still runs, and the execution may be parked until it has ended. */
	parkable?: ParkableJob;
};

/** A result with the input item that it belongs to. */
export type OutItem = ItemResult & {
	pairedItem: { item: number };
};

/** When an execution breaks off: whether the jobs that it started are to be stopped. */
export interface BreakOffSettings {
	/** After n8n's Stop. */
	stopsOnCancel: boolean;
	/** After an item failed and On Error is set to stop. */
	stopsOnFailure: boolean;
}

/** One operation: its fields, and what it does for one item. */
export interface Operation<B extends Batch<J>, J extends Job = Job> {
	fields: INodeProperties[];
	/** How many items are handled in parallel. One if omitted. */
	itemsAtOnce?: number | ((firstItem: Item) => number);
	/** None are stopped if omitted. */
	readBreakOff?: (firstItem: Item) => BreakOffSettings;
	/** Several results become several items. */
	execute(item: Item, batch: B): Promise<ItemResult | ItemResult[]>;
}
