import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readField } from '../../../common/items/fields';
import { Hints } from '../../../common/items/hints';
import { Item } from '../../../common/items/item';
import { isFirstExecution, noteStarted } from '../../../common/webhook/deliveries';
import { noxusClient } from '../api/client';
import { unknownRun, type Run } from '../api/run';
import { readOutputSettings } from '../fields/output';
import { runResult } from '../outputs/runResult';
import type { OutputSettings } from '../fields/outputSettings';
import { callbackKey } from './callback';
import { triggerFields } from './fields';

/**
 * The output of the trigger: the item that `webhook()` made, with its output as the user wants it;
 * nothing if another execution has had the same callback.
 *
 * @throws NodeApiError or NodeOperationError that names the run, if the output cannot be fetched.
 */
export async function emitRuns(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const [received] = context.getInputData();
	const run = received && readRun(received.json);
	// Started by something else than a callback.
	if (run === undefined) return context.getInputData();
	noteStarted(context, [callbackKey(run)]);
	const client = noxusClient(context);
	const hints = new Hints(context);
	const settings = readSettings(new Item(client, 0));
	// First of all, so that a retry of an execution that broke off here is no repetition.
	const { json, binary } = await runResult(client, hints, run, received?.json ?? {}, settings);
	const recorded = `${run.id} ${run.status}`.toLowerCase();
	if (!(await isFirstExecution(context, [recorded]))) return [];
	hints.showAll();
	return [binary === undefined ? { json } : { json, binary }];
}

function readSettings(item: Item): OutputSettings {
	const settings = readOutputSettings(item, readField(item, triggerFields, 'options'));
	const hasCredential = readField(item, triggerFields, 'proofOfOrigin') !== 'none';
	return hasCredential ? settings : { ...settings, fetchFullText: false, downloadFiles: false };
}

function readRun({ runId, workflowId, status, finishedAt }: IDataObject): Run | undefined {
	if (typeof runId !== 'string') return undefined;
	const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
	const ended = typeof finishedAt === 'string' ? finishedAt : null;
	return {
		...unknownRun(runId, textOf(workflowId)),
		status: textOf(status),
		finishedAt: ended,
	};
}
