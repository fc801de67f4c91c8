import type { IDataObject } from 'n8n-workflow';

import type { RunRef } from '../transport/runs';

/** Under this name the state lies in the node's context, which n8n keeps with the execution. */
export const PARKED_STATE = 'noxusParked';

/** What a callback needs to know: for each item its result, or the run to read it from. */
export interface ParkedState {
	/** Tells one parking from another, as in a loop. */
	parkingId: string;
	items: Array<{ pairedItem: { item: number } } & ({ json: IDataObject } | RunRef)>;
}

/** The runs that a parked execution waits for. */
export function parkedRuns({ items }: ParkedState): RunRef[] {
	return items.filter((item) => 'runId' in item);
}
