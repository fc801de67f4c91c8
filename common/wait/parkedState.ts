import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import type { OutputSettings } from '../../nodes/Noxus/outputs/settings';
import type { RunRef } from '../../nodes/Noxus/api/runs';

/** Under this name the state lies in the node's context, which n8n keeps with the execution. */
export const PARKED_STATE = 'noxusParked';

/** What a callback needs to know: for each item its result, or the run to read it from. */
export interface ParkedState {
	/** Tells one parking from another, as in a loop. */
	parkingId: string;
	/** At this time n8n goes on by itself. */
	deadlineAtMs: number;
	items: Array<{ pairedItem: { item: number } } & (EndedItem | ParkedRun)>;
}

type EndedItem = {
	json: IDataObject;
	binary?: IBinaryKeyData;
};

/** A run that goes on, and what is to become of its output. */
export interface ParkedRun extends RunRef {
	output: OutputSettings;
}

/** The runs that a parked execution waits for. */
export function parkedRuns({ items }: ParkedState): ParkedRun[] {
	return items.filter((item) => 'runId' in item);
}
