import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readCreateBody } from '../../inputs/createBody';
import { readOutputSettings } from '../../inputs/outputSettings';
import { fieldError, idParameter, readAmount } from '../../inputs/parameters';
import { sendFiles } from '../../inputs/sendFiles';
import { readWaitSettings } from '../../inputs/waitSettings';
import { createRun } from '../../transport/runs';
import { unreachableHint } from '../../wait/parking';
import type { Batch } from '../batch';
import type { Operation } from '../operation';
import { createOptions } from './options.fields';
import { outputOptions } from './output.fields';
import {
	breakOffOptions,
	concurrencyOption,
	DEFAULT_INLINE_SECONDS,
	waitOptions,
	whenLongFields,
} from './wait.fields';
import { waitAndReport } from './waitAndReport';

/** Starts a run and waits until it has ended, or waits for a person. */
export const createAndWait: Operation = {
	fields: [
		...whenLongFields,
		createOptions('createAndWait', [
			...waitOptions,
			concurrencyOption,
			...breakOffOptions,
			...outputOptions,
		]),
	],
	isSideBySide: true,
	async execute(context, itemIndex, batch) {
		const workflowId = idParameter(context, itemIndex, 'workflowId', 'Workflow');
		const settings = readWaitSettings(context, itemIndex);
		const output = readOutputSettings(context, itemIndex);
		const body = await readCreateBody(context, itemIndex, workflowId, batch);
		const { inlineUntilMs, callback } = await planParking(context, itemIndex, batch, body);
		const sent = await sendFiles(context, itemIndex, body, (text) => batch.hint(text));
		const started = await createRun(context, workflowId, { ...sent, ...callback });
		batch.runs.add(started);
		const plan = { ...settings, inlineUntilMs, output };
		return await waitAndReport(context, itemIndex, batch, started, plan);
	},
};

/** Whether the run is to be parked when it takes long, and what it needs for that. */
async function planParking(
	context: IExecuteFunctions,
	itemIndex: number,
	batch: Batch,
	body: IDataObject,
): Promise<{ inlineUntilMs?: number; callback?: { callback_url: string } }> {
	if (context.getNodeParameter('whenLong', 0, 'keepWaiting') !== 'freeWorker') return {};
	const { parking } = batch;
	if ('reason' in parking) {
		batch.hint(`The execution was not set aside, but waited in place: ${parking.reason}.`);
		return {};
	}
	if (body.callback_url !== undefined) {
		const problem =
			'cannot be set together with Free the Worker, which uses it to wake the execution up';
		throw fieldError(context, itemIndex, 'Callback URL', problem);
	}
	const { baseUrl } = await context.getCredentials<{ baseUrl: string }>('noxusApi');
	const hint = unreachableHint(parking.resumeUrl, baseUrl);
	if (hint !== undefined) batch.tellNow(hint);
	const value: unknown = context.getNodeParameter('inlineSeconds', 0, DEFAULT_INLINE_SECONDS);
	const field = 'Wait Inline First (Seconds)';
	const seconds = readAmount(context, itemIndex, field, value, DEFAULT_INLINE_SECONDS);
	return {
		// Of the whole batch: items that begin later do not hold it open for longer.
		inlineUntilMs: batch.startedAtMs + seconds * 1000,
		callback: { callback_url: parking.resumeUrl },
	};
}
