import { collection, readField, toProperties } from '../../../../../common/items/fields';
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
import { readReplaySession, replayOptions } from '../../fields/replay';
import { toolFields, toolOptions } from '../../fields/tools';
import { readRunRequest } from '../../inputs/runRequest';
import { readSessionId } from '../../inputs/sessionId';
import type { NoukaiOperation } from '../../noukaiBatch';
import { reportFinished } from '../../outputs/liveResult';
import { pausedJson } from '../../outputs/pausedItem';
import { answerFromSession } from '../../replay/answerFromSession';
import { executeWithTools } from '../../tools/executeWithTools';
import { readToolPlan } from '../../tools/toolPlan';

const fields = {
	...flowFields,
	...inputFields,
	...toolFields,
	...outputFields,
	options: collection({
		...concurrencyOptions,
		...replayOptions,
		...runOptions,
		...sessionOptions,
		...timeoutOptions,
		...toolOptions,
	}),
};

/** Runs a flow in one request and returns its output. */
export const execute: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['flow'], operation: ['execute'] }),
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		const { client } = item;
		const flow = await readFlow(item, fields);
		const options = readField(item, fields, 'options');
		const mode = readField(item, fields, 'outputMode');
		const replayedId = readReplaySession(item);
		if (replayedId !== undefined) {
			const answer = await answerFromSession(item, batch, flow, replayedId);
			return { json: reportFinished(item, flow, answer, { mode, sessionId: replayedId }) };
		}
		const sessionId = readSessionId(item, options);
		const request = readRunRequest(item, options);
		const plan = await readToolPlan(item, options);
		const limits = { timeoutMs: options.timeoutSeconds * 1000, sessionId };
		const answer = await executeWithTools(client, flow, request, plan, limits);
		if (answer.executionId !== null) batch.jobs.note(answer.executionId);
		if (answer.kind === 'paused') {
			const sent = { ...request, ...plan.request };
			return { json: pausedJson(flow, answer, sent, sessionId ?? null) };
		}
		return { json: reportFinished(item, flow, answer, { mode, sessionId }) };
	},
};
