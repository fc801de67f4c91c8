import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../../common/items/item';
import { readCallbackUrl } from '../callback/callbackUrl';
import type { CreateOptions } from '../fields/createOptions';
import type { RunBatch } from '../runBatch';
import { readInput } from './readInput';

/**
 * The body of a request that starts a run (API page "Create Run"); only what is set is sent.
 *
 * @throws NodeOperationError that names the item and the field, before a run is started.
 */
export async function readCreateBody(
	item: Item,
	workflowId: string,
	options: CreateOptions,
	batch: RunBatch,
): Promise<IDataObject> {
	const { nodeIds, workflowVersionId: versionId } = options;
	const isPartialRun = nodeIds.length > 0 || options.singleNodeId !== '';
	const callbackUrl = await readCallbackUrl(item, workflowId, options, batch.hints.showNow);
	const source = {
		isPartialRun,
		isToBeChecked: options.checkInputs && !isPartialRun,
		hint: batch.hints.add,
		workflow: { workflowId, versionId },
		workflows: batch.workflows,
	};
	return {
		input: await readInput(item, source),
		...(callbackUrl !== undefined && { callback_url: callbackUrl }),
		...(versionId !== '' && { workflow_version_id: versionId }),
		...(nodeIds.length > 0 && { node_ids: nodeIds }),
		...textField('single_node_id', options.singleNodeId),
		...textField('group_id', options.groupId),
		...textField('debugger', options.debugger),
		...(options.tracing && { tracing: true }),
	};
}

function textField(name: string, text: string): IDataObject {
	return text === '' ? {} : { [name]: text };
}
