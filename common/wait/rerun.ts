import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { asObject } from '../util/json';
import { PARKED_STATE, type ParkedState } from './parkedState';

/** The field of an item that stands for a job to be started again. */
const RERUN = 'startAgain';

/** What such an item holds. The ID of the parking shows that the node made it, and nobody else. */
interface RerunEntry {
	parkingId: string;
	ref: IDataObject;
}

/** Whether a node that resumes can have itself run again; see `runAgain`. */
export function canRunAgain(context: IWebhookFunctions): boolean {
	return stackedNodeOf(context) !== undefined;
}

/**
 * Has n8n call `execute` with the items of the webhook when the execution continues. n8n disables the
 * node of an execution that is resumed, which only passes its items on (n8n's waiting-webhooks.js,
 * `disableNode`), in the entry of the stack that it gives to the context of the webhook.
 */
export function runAgain(context: IWebhookFunctions): void {
	const node = stackedNodeOf(context);
	if (node !== undefined) node.disabled = false;
}

function stackedNodeOf(context: IWebhookFunctions): Record<string, unknown> | undefined {
	const entry = 'executeData' in context ? asObject(context.executeData) : undefined;
	return asObject(entry?.node);
}

/** The JSON of the item for a job that `execute` is to start again. */
export function toRerunJson(parkingId: string, ref: unknown): IDataObject {
	return { [RERUN]: { parkingId, ref } as IDataObject };
}

/** Whether an item of the webhook stands for a job that is to be started again. */
export const isRerunJson = (json: IDataObject): boolean => RERUN in json;

/** The jobs that `execute` is to start again, after all jobs of a parked execution have ended. */
export interface Rerun {
	/** The job of an item; undefined for one that has its result already. */
	refOf(itemIndex: number): IDataObject | undefined;
	/** n8n's Retry On Fail runs the node once more: what is to be started may have been started. */
	isRepeated: boolean;
}

/** What is to be started again by this execution of the node; undefined if it is an ordinary one. */
export function findRerun(context: IExecuteFunctions): Rerun | undefined {
	const entries = context.getInputData().map(({ json }) => json[RERUN]);
	if (!entries.some((entry) => entry !== undefined)) return undefined;
	const nodeContext = context.getContext('node');
	const state = nodeContext[PARKED_STATE] as (ParkedState & { isRerun?: boolean }) | undefined;
	const ownRef = (entry: unknown): IDataObject | undefined => {
		const { parkingId, ref } = (asObject(entry) ?? {}) as Partial<RerunEntry>;
		return parkingId !== undefined && parkingId === state?.parkingId ? ref : undefined;
	};
	const refs = entries.map(ownRef);
	if (state === undefined || refs.every((ref) => ref === undefined)) return undefined;
	const isRepeated = state.isRerun === true;
	nodeContext[PARKED_STATE] = { ...state, isRerun: true } as unknown as IDataObject;
	return { refOf: (itemIndex) => refs[itemIndex], isRepeated };
}
