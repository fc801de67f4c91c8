import {
	collection,
	readField,
	toProperties,
	type ValuesOf,
} from '../../../../../common/items/fields';
import { Item } from '../../../../../common/items/item';
import type { FlowRef } from '../../api/flowRef';
import { submitJob } from '../../api/jobs';
import { readCallback } from '../../callback/callbackUrl';
import { jobKind } from '../../executionKind';
import { callbackFields, callbackOptions } from '../../fields/callback';
import { flowFields, readFlow } from '../../fields/flow';
import { inputFields } from '../../fields/input';
import {
	concurrencyOptions,
	readMaxConcurrentFlows,
	runOptions,
	sessionOptions,
} from '../../fields/options';
import { outputFields } from '../../fields/output';
import { jobReplayOptions, refuseJobReplay } from '../../fields/replay';
import { waitOptions, whenLongFields } from '../../fields/wait';
import { readRunRequest } from '../../inputs/runRequest';
import { readSessionId } from '../../inputs/sessionId';
import type { NoukaiBatch, NoukaiOperation } from '../../noukaiBatch';
import { planParking } from '../../wait/planParking';
import { waitAndReport } from '../../wait/waitAndReport';

const show = { resource: ['flow'], operation: ['executeAsJobAndWait'] };

const fields = { ...flowFields, ...inputFields, ...outputFields, ...whenLongFields };

const optionFields = {
	options: collection({
		...callbackOptions,
		...concurrencyOptions,
		...jobReplayOptions,
		...runOptions,
		...sessionOptions,
		...waitOptions,
	}),
};

/** Starts a job and waits until it has ended. */
export const executeAsJobAndWait: NoukaiOperation = {
	fields: [
		...toProperties(fields, show),
		// Pause Execution has the execution itself called back.
		...toProperties(callbackFields, { ...show, whenLong: ['keepWaiting'] }),
		...toProperties(optionFields, show),
	],
	jobKind,
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		refuseJobReplay(item);
		const { client } = item;
		const flow = await readFlow(item, fields);
		const options = readField(item, optionFields, 'options');
		const mode = readField(item, fields, 'outputMode');
		const sessionId = readSessionId(item, options);
		const request = readRunRequest(item, options);
		const { inlineUntilMs, callback } = await planParking(client, batch);
		const chosen = await readChosenCallback(item, flow, options, batch);
		const sent = { ...request, ...chosen, ...callback };
		const job = await submitJob(client, flow, sent, sessionId);
		batch.jobs.add(job);
		return await waitAndReport(item, batch, job, { ...options, inlineUntilMs, mode });
	},
};

/** The callback that the user has chosen. The field is hidden if the execution itself may be called. */
async function readChosenCallback(
	item: Item,
	flow: FlowRef,
	options: ValuesOf<typeof callbackOptions>,
	{ hints }: NoukaiBatch,
): ReturnType<typeof readCallback> {
	// One choice for the whole batch.
	const whenLong = readField(new Item(item.client, 0), whenLongFields, 'whenLong');
	return whenLong === 'freeWorker' ? {} : await readCallback(item, flow, options, hints.showNow);
}
