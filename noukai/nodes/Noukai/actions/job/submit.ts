import { collection, readField, toProperties } from '../../../../../common/items/fields';
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
import { jobReplayOptions, refuseJobReplay } from '../../fields/replay';
import { readRunRequest } from '../../inputs/runRequest';
import { readSessionId } from '../../inputs/sessionId';
import type { NoukaiOperation } from '../../noukaiBatch';
import { jobJson } from '../../outputs/jobItem';

const fields = {
	...flowFields,
	...inputFields,
	...callbackFields,
	options: collection({
		...callbackOptions,
		...concurrencyOptions,
		...jobReplayOptions,
		...runOptions,
		...sessionOptions,
	}),
};

/** Starts a job and returns it at once. */
export const submit: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['job'], operation: ['submit'] }),
	jobKind,
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		refuseJobReplay(item);
		const flow = await readFlow(item, fields);
		const options = readField(item, fields, 'options');
		const sessionId = readSessionId(item, options);
		const request = readRunRequest(item, options);
		const callback = await readCallback(item, flow, options, batch.hints.showNow);
		const job = await submitJob(item.client, flow, { ...request, ...callback }, sessionId);
		batch.jobs.note(job.id);
		return { json: jobJson(job, 'raw') };
	},
};
