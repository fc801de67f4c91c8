import {
	collection,
	readField,
	readFields,
	toProperties,
	withFirst,
} from '../../../../common/items/fields';
import { Item } from '../../../../common/items/item';
import { unreachableHint } from '../../../../common/wait/parking';
import { withWorkflowName } from '../../api/run';
import { createRun } from '../../api/runs';
import { callbackFields } from '../../fields/callback';
import { createOptions } from '../../fields/createOptions';
import { MOST_USED } from '../../fields/mostUsed';
import { outputOptions, readOutputSettings } from '../../fields/output';
import { progressOptions } from '../../fields/progress';
import { retryOptions } from '../../fields/retry';
import {
	breakOffOptions,
	concurrencyOptions,
	waitOptions,
	whenLongFields,
} from '../../fields/wait';
import { requiredWorkflow } from '../../fields/workflow';
import { readCreateBody } from '../../inputs/createBody';
import { sendFiles } from '../../inputs/sendFiles';
import type { NoxusOperation, RunBatch } from '../../runBatch';
import { waitAndReport } from '../../wait/waitAndReport';
import { recallWorkflow } from './startedWorkflow';
import { readMaxConcurrentRuns } from './concurrency';

const show = { resource: ['run'], operation: ['createAndWait'] };

const optionFields = {
	options: collection(
		withFirst(MOST_USED, {
			...outputOptions,
			...createOptions,
			...waitOptions,
			...retryOptions,
			...progressOptions,
			...breakOffOptions,
			...concurrencyOptions,
		}),
	),
};

/** Starts a run and waits until it has ended, or waits for a person. */
export const createAndWait: NoxusOperation = {
	fields: [
		...toProperties(whenLongFields, show),
		// Pause Execution has the execution itself called back.
		...toProperties(callbackFields, { ...show, whenLong: ['keepWaiting'] }),
		...toProperties(optionFields, show),
	],
	itemsAtOnce: readMaxConcurrentRuns,
	readBreakOff(firstItem) {
		const { stopRunOnCancel, onItemFailure } = readField(firstItem, optionFields, 'options');
		return { stopsOnCancel: stopRunOnCancel, stopsOnFailure: onItemFailure === 'stopRuns' };
	},
	async execute(item, batch) {
		const workflowId = readField(item, { workflowId: requiredWorkflow }, 'workflowId');
		const options = readField(item, optionFields, 'options');
		const output = readOutputSettings(item, options);
		const body = await readCreateBody(item, workflowId, options, batch);
		const { inlineUntilMs, callback } = await planParking(item, batch);
		const sent = await sendFiles(item, body, options, batch);
		const workflow = { workflowId, versionId: options.workflowVersionId };
		const { name, outputShape } = await recallWorkflow(item, batch, workflow);
		const created = await createRun(item.client, workflowId, { ...sent, ...callback });
		const started = withWorkflowName(created, name);
		batch.jobs.add(started);
		const plan = {
			...options,
			inlineUntilMs,
			versionId: workflow.versionId,
			...(options.retryFailedRuns > 0 && { body: sent }),
			output: { ...output, ...outputShape },
		};
		return await waitAndReport(item, batch, started, plan);
	},
};

/** Whether the run is to be parked if it takes long, and what it needs for that. */
async function planParking(
	{ client }: Item,
	{ parking, hints, startedAtMs }: RunBatch,
): Promise<{ inlineUntilMs?: number; callback?: { callback_url: string } }> {
	// One choice for the whole batch.
	const { whenLong, inlineSeconds } = readFields(new Item(client, 0), whenLongFields);
	if (whenLong !== 'freeWorker') return {};
	if ('reason' in parking) {
		hints.add(`The execution could not be paused and kept running: ${parking.reason}.`);
		return {};
	}
	const { resumeUrl } = parking;
	const hint = unreachableHint(client.service.name, resumeUrl, await client.baseUrl());
	if (hint !== undefined) hints.showNow(hint);
	return {
		// From the start of the batch: items that begin later do not hold it open for longer.
		inlineUntilMs: startedAtMs + inlineSeconds * 1000,
		callback: { callback_url: resumeUrl },
	};
}
