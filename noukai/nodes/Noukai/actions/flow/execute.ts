import { collection, readField, toProperties } from '../../../../../common/items/fields';
import { executeFlow } from '../../api/flows';
import { flowFields, readFlow } from '../../fields/flow';
import { inputFields } from '../../fields/input';
import {
	concurrencyOptions,
	readMaxConcurrentFlows,
	runOptions,
	sessionOptions,
	timeoutOptions,
} from '../../fields/options';
import { outputFields } from '../../fields/output';
import { readRunRequest } from '../../inputs/runRequest';
import { readSessionId } from '../../inputs/sessionId';
import type { NoukaiOperation } from '../../noukaiBatch';
import { finishedJson } from '../../outputs/executionItem';

const fields = {
	...flowFields,
	...inputFields,
	...outputFields,
	options: collection({
		...concurrencyOptions,
		...runOptions,
		...sessionOptions,
		...timeoutOptions,
	}),
};

/** Runs a flow in one request and returns its result. */
export const execute: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['flow'], operation: ['execute'] }),
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		const { client } = item;
		const flow = await readFlow(item, fields);
		const options = readField(item, fields, 'options');
		const sessionId = readSessionId(item, options);
		const request = readRunRequest(item, options);
		const timeoutMs = options.timeoutSeconds * 1000;
		const answer = await executeFlow(client, flow, request, { timeoutMs, sessionId });
		if (answer.executionId !== null) batch.jobs.note(answer.executionId);
		if (answer.kind === 'paused') return { json: {} };
		const mode = readField(item, fields, 'outputMode');
		return { json: finishedJson(client.node, flow, answer, { mode, sessionId }) };
	},
};
