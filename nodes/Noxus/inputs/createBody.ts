import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readCallbackUrl } from '../callback/callbackUrl';
import { problemWithId } from '../../../common/items/checks';
import { inputSource, type SharedByItems } from './inputSource';
import { fieldError, toList, toText } from '../../../common/items/parameters';
import { readInput } from './readInput';

/** The options that become fields of the request body. */
interface CreateOptions {
	workflowVersionId?: unknown;
	nodeIds?: unknown;
	singleNodeId?: unknown;
	groupId?: unknown;
	debugger?: unknown;
	tracing?: unknown;
}

/**
 * The body of a request that starts a run (API page "Create Run"); only what is set is sent.
 *
 * @throws NodeOperationError that names the item and the field, before a run is started.
 */
export async function readCreateBody(
	context: IExecuteFunctions,
	itemIndex: number,
	workflowId: string,
	shared: SharedByItems,
): Promise<IDataObject> {
	const options = context.getNodeParameter('options', itemIndex, {}) as CreateOptions;
	const nodeIds = toList(options.nodeIds);
	const versionId = toText(options.workflowVersionId);
	const versionProblem = versionId === '' ? undefined : problemWithId(versionId);
	if (versionProblem !== undefined) {
		throw fieldError(context, itemIndex, 'Workflow Version', versionProblem);
	}
	const isPartialRun = nodeIds.length > 0 || toText(options.singleNodeId) !== '';
	const callbackUrl = await readCallbackUrl(context, itemIndex, workflowId, (hint) =>
		shared.tellNow(hint),
	);
	const source = inputSource(shared, { workflowId, versionId }, isPartialRun);
	return {
		input: await readInput(context, itemIndex, source),
		...(callbackUrl !== undefined && { callback_url: callbackUrl }),
		...(versionId !== '' && { workflow_version_id: versionId }),
		...(nodeIds.length > 0 && { node_ids: nodeIds }),
		...textField('single_node_id', options.singleNodeId),
		...textField('group_id', options.groupId),
		...textField('debugger', options.debugger),
		...(options.tracing === true && { tracing: true }),
	};
}

function textField(name: string, value: unknown): IDataObject {
	const text = toText(value);
	return text === '' ? {} : { [name]: text };
}
