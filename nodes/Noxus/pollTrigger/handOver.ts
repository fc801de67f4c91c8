/** How a look and the execution that it starts speak of runs. Pure. */

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import type { Run } from '../api/run';

/** What a look gives the execution for a run. */
export interface HandedRun {
	run: Run;
	/** The same when the run is handed over again. */
	delivery: string;
	/** Why it comes without its output, where it does. */
	note?: string;
}

/** What distinguishes one hand-over of a run from those in other statuses. */
export const statusKey = ({ id, status }: Run): string => `${id} ${status}`;

/** The run that such a key is about. */
export const runIdIn = (key: string): string => key.slice(0, key.lastIndexOf(' '));

/** The item by which a look hands a run over. */
export function toHandedItem(run: Run, look: number, note?: string): INodeExecutionData {
	const delivery = `${statusKey(run)} ${look}`;
	const json = { run: run as unknown as IDataObject, delivery };
	return { json: note === undefined ? json : { ...json, note } };
}

/** Reads such an item; undefined for any other. */
export function readHandedItem({ json }: INodeExecutionData): HandedRun | undefined {
	const run = asObject(json.run);
	const { delivery, note } = json;
	if (typeof run?.id !== 'string' || typeof delivery !== 'string') return undefined;
	return { run: run as unknown as Run, delivery, ...(typeof note === 'string' && { note }) };
}
