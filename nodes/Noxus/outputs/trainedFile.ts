import { NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';

import { describeError, type NodeError } from '../../../common/items/errorItem';
import type { Run } from '../api/run';
import { endsWait } from '../api/runState';
import { runFields } from './runItem';

/** The file of a binary property. */
interface NamedFile {
	/** The name of the binary property. */
	name: string;
	source: { fileName: string };
}

/** Where a file was stored. */
export interface UploadPlace {
	knowledgeBaseId: string;
	/** Empty for the root. */
	folder: string;
}

/** The JSON of a file that was stored in a knowledge base, with the run that trains it. Pure. */
export function uploadedJson(
	{ knowledgeBaseId, folder }: UploadPlace,
	{ name, source }: NamedFile,
	run: Pick<Run, 'id' | 'workflowId' | 'status'>,
): IDataObject {
	return {
		knowledgeBaseId,
		fileName: source.fileName,
		binaryPropertyName: name,
		folder: folder === '' ? '/' : folder,
		runId: run.id,
		workflowId: run.workflowId === '' ? null : run.workflowId,
		status: run.status === '' ? null : run.status,
	};
}

/**
 * The same after the wait for the run.
 *
 * @throws NodeOperationError if the training has failed or was stopped.
 */
export function trainedJson(
	node: INode,
	place: UploadPlace,
	file: NamedFile,
	run: Run,
): IDataObject {
	if (/^(failed|stopped)$/.test(run.status)) throw notTrained(node, file, run);
	const json = uploadedJson(place, file, run);
	return endsWait(run.status) ? json : { ...json, waitTimedOut: true };
}

function notTrained(node: INode, { source }: NamedFile, run: Run): NodeOperationError {
	const failure = run.errorMessage ?? 'Noxus returned no reason';
	const reason = run.status === 'stopped' ? 'the run was stopped' : failure;
	const message = `The file "${source.fileName}" was stored, but could not be trained: ${reason}`;
	const description = `Run ${run.id}. The document has the status error: delete it before you upload the file again, or retry it in Noxus.`;
	const error = new NodeOperationError(node, message, { description });
	return describeError(error, runFields(run));
}

/** Adds to an error which file it is about. */
export function namingFile(error: NodeError, { name, source }: NamedFile): NodeError {
	return describeError(error, { fileName: source.fileName, binaryPropertyName: name });
}
