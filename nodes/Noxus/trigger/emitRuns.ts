import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readOutputSettings } from '../inputs/outputSettings';
import { toText } from '../../../common/items/parameters';
import type { OutputSettings } from '../outputs/settings';
import { Batch } from '../../../common/items/batch';
import { runResult } from '../outputs/runResult';
import { unknownRun, type Run } from '../api/run';
import { noteStarted } from '../../../common/webhook/deliveries';
import { isNewToN8n } from '../../../common/webhook/processed';

/**
 * What comes out of the trigger: the item that `webhook()` made, with its output as the user wants
 * it; nothing where another execution has had the same callback.
 *
 * @throws NodeApiError or NodeOperationError that names the run, where the output cannot be fetched.
 */
export async function handOn(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const [received] = context.getInputData();
	const run = received && readRun(received.json);
	// Started by something else than a callback.
	if (run === undefined) return context.getInputData();
	noteStarted(context, run);
	const batch = new Batch(context);
	const settings = readSettings(context);
	// First of all, so that a retry of an execution that broke off here is no repetition.
	const { json, binary } = await runResult(
		batch.context,
		batch,
		run,
		received?.json ?? {},
		settings,
	);
	if (!(await isFirst(context, run))) return [];
	batch.showHints();
	return [binary === undefined ? { json } : { json, binary }];
}

/** One who tests, or takes up an execution again, wants to see it. */
async function isFirst(context: IExecuteFunctions, { id, status }: Run): Promise<boolean> {
	const mode = context.getMode();
	if (mode !== 'webhook' && mode !== 'retry') return true;
	const isNew = await isNewToN8n(context, `${id} ${status}`.toLowerCase());
	return isNew || mode === 'retry';
}

function readSettings(context: IExecuteFunctions): OutputSettings {
	const settings = readOutputSettings(context, 0);
	const hasCredential = context.getNodeParameter('proofOfOrigin', 0, 'confirm') !== 'none';
	return hasCredential ? settings : { ...settings, fetchFullText: false, downloadFiles: false };
}

function readRun({ runId, workflowId, status, finishedAt }: IDataObject): Run | undefined {
	if (typeof runId !== 'string') return undefined;
	const ended = typeof finishedAt === 'string' ? finishedAt : null;
	const run = unknownRun(runId, toText(workflowId));
	return { ...run, status: toText(status), finishedAt: ended };
}
