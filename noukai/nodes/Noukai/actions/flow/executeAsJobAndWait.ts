import { collection, readField, toProperties } from '../../../../../common/items/fields';
import { submitJob } from '../../api/jobs';
import { jobKind } from '../../executionKind';
import { flowFields, readFlow } from '../../fields/flow';
import { inputFields } from '../../fields/input';
import {
	concurrencyOptions,
	readMaxConcurrentFlows,
	runOptions,
	sessionOptions,
} from '../../fields/options';
import { outputFields } from '../../fields/output';
import { waitOptions, whenLongFields } from '../../fields/wait';
import { readRunRequest } from '../../inputs/runRequest';
import { readSessionId } from '../../inputs/sessionId';
import type { NoukaiOperation } from '../../noukaiBatch';
import { planParking } from '../../wait/planParking';
import { waitAndReport } from '../../wait/waitAndReport';

const fields = {
	...flowFields,
	...inputFields,
	...outputFields,
	...whenLongFields,
	options: collection({
		...concurrencyOptions,
		...runOptions,
		...sessionOptions,
		...waitOptions,
	}),
};

/** Starts a job and waits until it has ended. */
export const executeAsJobAndWait: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['flow'], operation: ['executeAsJobAndWait'] }),
	jobKind,
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		const { client } = item;
		const flow = await readFlow(item, fields);
		const options = readField(item, fields, 'options');
		const mode = readField(item, fields, 'outputMode');
		const sessionId = readSessionId(item, options);
		const request = readRunRequest(item, options);
		const { inlineUntilMs, callback } = await planParking(client, batch);
		const job = await submitJob(client, flow, { ...request, ...callback }, sessionId);
		batch.jobs.add(job);
		return await waitAndReport(item, batch, job, { ...options, inlineUntilMs, mode });
	},
};
