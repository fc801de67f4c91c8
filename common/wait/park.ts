import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { OutputSettings } from '../../nodes/Noxus/outputs/settings';
import type { Run } from '../../nodes/Noxus/api/run';
import { callOurselves } from './selfCallback';
import { PARKED_STATE, type ParkedState } from './parkedState';

/** A run that goes on, and until when it is waited for. */
export interface ParkableRun {
	run: Run;
	deadlineAtMs: number;
	/** What is to become of its output in the end. */
	output: OutputSettings;
}

/** An item on its way out of the node; `parkable` marks one whose run goes on. */
export interface OutItem {
	json: IDataObject;
	binary?: IBinaryKeyData;
	pairedItem: { item: number };
	parkable?: ParkableRun;
}

/**
 * Parks the execution until a callback finds all its runs ended: it then holds no worker, no socket
 * and no timer. Returns what n8n is to keep as the node's data meanwhile.
 */
export async function park(
	context: IExecuteFunctions,
	items: OutItem[],
	resumeUrl: string,
): Promise<INodeExecutionData[]> {
	const deadlineAtMs = Math.max(...items.map(({ parkable }) => parkable?.deadlineAtMs ?? 0));
	const state: ParkedState = {
		parkingId: crypto.randomUUID(),
		deadlineAtMs,
		items: items.map(toStateItem),
	};
	Object.assign(context.getContext('node'), { [PARKED_STATE]: state });
	const output = items.map(toOutput);
	replaceInput(context, output);
	await context.putExecutionToWait(new Date(deadlineAtMs));
	void callOurselves(context, state.parkingId, resumeUrl);
	return items.map(toMeanwhile);
}

/** The item as n8n takes it. */
export function toOutput({ json, binary, pairedItem }: OutItem): INodeExecutionData {
	return { json, ...(binary !== undefined && { binary }), pairedItem };
}

/**
 * What the editor shows meanwhile, and what a webhook that answers with the last node's data sends.
 * Errors stay out: with Retry On Fail, one on the first item makes n8n run the node again, and all
 * runs would be started twice, from the replaced input. They are in the state and come out in the end.
 */
function toMeanwhile({ json, pairedItem }: OutItem): INodeExecutionData {
	if ('error' in json) return { json: {}, pairedItem };
	const soFar = { ...json };
	delete soFar.waitTimedOut;
	return { json: soFar, pairedItem };
}

function toStateItem(item: OutItem): ParkedState['items'][number] {
	const { pairedItem, parkable } = item;
	if (parkable === undefined) return { ...toOutput(item), pairedItem };
	const { id: runId, workflowId } = parkable.run;
	return { runId, workflowId, output: parkable.output, pairedItem };
}

/**
 * At the time limit n8n passes the node's input on as if it were the result (n8n-core
 * workflow-execute, handleDisabledNode). So it gets the runs to take up later instead.
 */
function replaceInput(context: IExecuteFunctions, output: INodeExecutionData[]): void {
	// With Execute Once, `getInputData` gives a copy with the first item only.
	const input = context.getExecuteData().data.main?.[0] ?? context.getInputData();
	input.splice(0, input.length, ...output);
}
