import { collection, readField, readFields, toProperties } from '../../../../common/items/fields';
import { Item } from '../../../../common/items/item';
import { unreachableHint } from '../../../../common/wait/parking';
import { createRun } from '../../api/runs';
import { callbackFields } from '../../fields/callback';
import { createOptions } from '../../fields/createOptions';
import { outputOptions, readOutputSettings } from '../../fields/output';
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
import { readMaxConcurrentRuns } from './concurrency';

const show = { resource: ['run'], operation: ['createAndWait'] };

const optionFields = {
	options: collection({
		...waitOptions,
		...concurrencyOptions,
		...breakOffOptions,
		...outputOptions,
		...createOptions,
	}),
};

/** Starts a run and waits until it has ended, or waits for a person. */
export const createAndWait: NoxusOperation = {
	fields: [
		...toProperties(whenLongFields, show),
		// Free the Worker has the execution itself called back.
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
		const started = await createRun(item.client, workflowId, { ...sent, ...callback });
		batch.jobs.add(started);
		return await waitAndReport(item, batch, started, { ...options, inlineUntilMs, output });
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
		hints.add(`The execution was not paused, but waited in place: ${parking.reason}.`);
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
