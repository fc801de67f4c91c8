import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OutItem } from '../items/operation';
import { callSelfUntil } from './callSelfUntil';
import { PARKED_STATE, type ParkedState } from './parkedState';
import { listPaused } from './pausedList';
import { callSelf } from './selfCallback';
import { shareEqual } from './shareEqual';

/**
 * Parks the execution until a callback finds that all its jobs have ended: it then holds no worker, no
 * socket and no timer. Returns what n8n is to keep as the node's data meanwhile.
 *
 * @param source names the node in its own calls.
 * @param secret seals the resume URL on the list of paused executions; without one, it is not listed.
 * @param isCalledBack whether the service can call; if not, the node checks the jobs by itself.
 */
export async function park(
	context: IExecuteFunctions,
	items: OutItem[],
	resumeUrl: string,
	source: string,
	secret = '',
	isCalledBack = true,
): Promise<INodeExecutionData[]> {
	const deadlineAtMs = Math.max(...items.map(({ parkable }) => parkable?.deadlineAtMs ?? 0));
	const share = shareEqual();
	const state: ParkedState = {
		parkingId: crypto.randomUUID(),
		deadlineAtMs,
		items: items.map((item) => toStateItem(item, share)),
	};
	Object.assign(context.getContext('node'), { [PARKED_STATE]: state });
	const output = items.map(toOutput);
	replaceInput(context, output);
	listPaused(context, state, resumeUrl, secret);
	await context.putExecutionToWait(new Date(deadlineAtMs));
	void (isCalledBack
		? callSelf(context, state.parkingId, resumeUrl, source)
		: callSelfUntil(context, resumeUrl, source, deadlineAtMs));
	return items.map(toMeanwhile);
}

/** The item in n8n's form. */
export function toOutput({ json, binary, pairedItem }: OutItem): INodeExecutionData {
	return { json, ...(binary !== undefined && { binary }), pairedItem };
}

/**
 * What the editor shows meanwhile, and what a webhook that answers with the last node's data sends.
 * Errors stay out: with Retry On Fail, one on the first item makes n8n run the node again, and all
 * jobs would be started twice, from the replaced input. They are in the state until the end.
 */
function toMeanwhile({ json, pairedItem }: OutItem): INodeExecutionData {
	if ('error' in json) return { json: {}, pairedItem };
	const soFar = { ...json };
	delete soFar.waitTimedOut;
	return { json: soFar, pairedItem };
}

function toStateItem(
	item: OutItem,
	share: (ref: IDataObject) => IDataObject,
): ParkedState['items'][number] {
	const { pairedItem, parkable } = item;
	if (parkable === undefined) return { ...toOutput(item), pairedItem };
	return { ref: share(parkable.ref), pairedItem };
}

/**
 * At the time limit n8n passes the node's input on as if it were the result (n8n-core
 * workflow-execute, handleDisabledNode). So it gets the jobs that are to be waited for later instead.
 */
function replaceInput(context: IExecuteFunctions, output: INodeExecutionData[]): void {
	// With Execute Once, `getInputData` returns a copy with the first item only.
	const input = context.getExecuteData().data.main?.[0] ?? context.getInputData();
	input.splice(0, input.length, ...output);
}
