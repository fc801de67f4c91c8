import { randomUUID } from 'node:crypto';

import { callPausedNode, type Callback, type CallbackAnswer } from '../../support/pausedNode';
import { additionalDataFor } from './additionalData';
import { buildWorkflow, type RunOptions } from './engine';

export type { Callback as Paused, CallbackAnswer } from '../../support/pausedNode';

/** Calls the Noukai node of an execution that `startNode` with these options has paused. */
export async function callBack(
	options: RunOptions,
	paused: Callback,
	body: unknown = {},
): Promise<CallbackAnswer> {
	const additionalData = additionalDataFor(options.credentials, randomUUID());
	const workflow = buildWorkflow(options);
	return await callPausedNode(workflow, 'Noukai', additionalData, { ...paused, body });
}
