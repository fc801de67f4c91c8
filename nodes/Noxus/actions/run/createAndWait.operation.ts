import type { IExecuteFunctions } from 'n8n-workflow';

import { readCreateBody } from '../../inputs/createBody';
import { readOutputSettings } from '../../inputs/outputSettings';
import { idParameter, readAmount } from '../../../../common/items/parameters';
import { sendFiles } from '../../inputs/sendFiles';
import { readWaitSettings } from '../../inputs/waitSettings';
import { readBaseUrl } from '../../../../common/http/baseUrl';
import { createRun } from '../../api/runs';
import { unreachableHint } from '../../../../common/wait/parking';
import type { Batch } from '../../../../common/items/batch';
import type { Operation } from '../../../../common/items/operation';
import { callbackFields } from '../../fields/callback.fields';
import { createOptions } from '../../fields/options.fields';
import { outputOptions } from '../../fields/output.fields';
import {
	breakOffOptions,
	concurrencyOption,
	DEFAULT_INLINE_SECONDS,
	waitOptions,
	whenLongFields,
} from '../../fields/wait.fields';
import { waitAndReport } from '../../wait/waitAndReport';

/** Starts a run and waits until it has ended, or waits for a person. */
export const createAndWait: Operation = {
	fields: [
		...whenLongFields,
		// Free the Worker has the execution itself called back.
		...callbackFields('createAndWait', { whenLong: ['keepWaiting'] }),
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
		const { inlineUntilMs, callback } = await planParking(context, itemIndex, batch);
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
): Promise<{ inlineUntilMs?: number; callback?: { callback_url: string } }> {
	if (context.getNodeParameter('whenLong', 0, 'keepWaiting') !== 'freeWorker') return {};
	const { parking } = batch;
	if ('reason' in parking) {
		batch.hint(`The execution was not set aside, but waited in place: ${parking.reason}.`);
		return {};
	}
	const hint = unreachableHint(parking.resumeUrl, await readBaseUrl(context));
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
