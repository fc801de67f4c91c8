import { randomUUID } from 'node:crypto';

import { additionalDataFor } from './additionalData';
import { buildWorkflow, type RunOptions } from './engine';
import { callPausedNode, type Callback, type CallbackAnswer } from './pausedNode';

export type { CallbackAnswer } from './pausedNode';

/** Calls the Noxus node of an execution that `startNode` with these options has paused. */
export async function callBack(options: RunOptions, callback: Callback): Promise<CallbackAnswer> {
	const additionalData = additionalDataFor(options.credentials, randomUUID());
	return await callPausedNode(buildWorkflow(options), 'Noxus', additionalData, callback);
}
