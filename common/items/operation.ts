import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ParkableRun } from '../wait/park';
import type { Batch } from './batch';

/** What an operation makes of one input item. */
export interface ItemResult {
	json: IDataObject;
	/** Files, by the names of their binary properties. */
	binary?: IBinaryKeyData;
	/** The run goes on, and the execution may be parked until it has ended. */
	parkable?: ParkableRun;
}

/** One operation: its fields, and what it does for one item. */
export interface Operation {
	fields: INodeProperties[];
	/** Whether items are handled side by side, up to the option Max Concurrent Runs. */
	isSideBySide?: true;
	/** How many items are handled side by side, where the user has no say in it. One if left out. */
	itemsAtOnce?: number;
	/** Several results come out as several items. */
	execute(
		context: IExecuteFunctions,
		itemIndex: number,
		batch: Batch,
	): Promise<ItemResult | ItemResult[]>;
}
