import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

/** The state has this name in the node's context, which n8n keeps with the execution. */
export const PARKED_STATE = 'parkedState';

/** What a callback needs to know: for each item its result, or the job to read it from. */
export interface ParkedState<Ref = IDataObject> {
	/** Distinguishes one parking from another, as in a loop. */
	parkingId: string;
	/** At this time n8n continues by itself. */
	deadlineAtMs: number;
	items: Array<{ pairedItem: { item: number } } & (EndedItem | ParkedJob<Ref>)>;
}

type EndedItem = {
	json: IDataObject;
	binary?: IBinaryKeyData;
};

/** A job that still runs. */
interface ParkedJob<Ref> {
	/** What it takes to read the job and to make its item: plain JSON. */
	ref: Ref;
}

/** The jobs that a parked execution waits for. */
export function parkedJobs<Ref>({ items }: ParkedState<Ref>): Ref[] {
	return items.flatMap((item) => ('ref' in item ? [item.ref] : []));
}
