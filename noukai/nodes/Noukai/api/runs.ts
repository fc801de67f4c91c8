import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { apiPath } from '../../../../common/http/apiPath';
import { sendForEvents, type EventStream } from '../../../../common/http/eventStream';
import { parseFlowEvent, type FlowEvent } from './flowEvents';
import { readOfRun, type RunRef } from './runPaths';
import { parseStepTrace, parseTrace, type StepTrace, type Trace } from './trace';

/** Which attempt of a step: the latest if nothing is chosen. */
export interface StepChoice {
	stepId: string;
	attempt?: number | 'all';
	loopIndex?: number;
}

/** For the first byte of a stream, which may then be silent for any time. */
const OPEN_TIMEOUT_MS = 30_000;

/** `GET …/trace`: a run and the latest attempt of each step. Throws like `readOfRun`. */
export async function getTrace(client: ApiClient, run: RunRef): Promise<Trace> {
	return await readTrace(client, run, '/trace', {}, parseTrace);
}

/** `GET …/steps/{stepId}/trace`: one attempt of a step, or all of them. Throws like `readOfRun`. */
export async function getStepTrace(
	client: ApiClient,
	run: RunRef,
	{ stepId, attempt, loopIndex }: StepChoice,
): Promise<StepTrace[]> {
	const query = {
		...(attempt !== undefined && { attempt }),
		...(loopIndex !== undefined && { loop_index: loopIndex }),
	};
	return await readTrace(client, run, apiPath`/steps/${stepId}/trace`, query, parseStepTrace);
}

async function readTrace<T>(
	client: ApiClient,
	run: RunRef,
	rest: string,
	query: IDataObject,
	parse: (body: unknown) => T | undefined,
): Promise<T> {
	return await readOfRun(client, run, rest, async (path) => {
		const request = { method: 'GET', path, query, rule: 'read' } as const;
		const response = await client.send(request);
		const trace = parse(response.body);
		if (trace === undefined) throw client.oddResponse(request, response);
		return trace;
	});
}

/**
 * `GET …/trace/stream`: all events of a run from its beginning, and further ones until it ends. Always
 * close it. Throws like `readOfRun`.
 */
export async function openTrace(
	client: ApiClient,
	run: RunRef,
	deadlineAtMs: number,
): Promise<EventStream<FlowEvent>> {
	return await readOfRun(client, run, '/trace/stream', async (path) => {
		const request = { method: 'GET', path, rule: 'read' } as const;
		const limits = { timeoutMs: OPEN_TIMEOUT_MS, deadlineAtMs };
		return await sendForEvents(client, { ...request, ...limits }, parseFlowEvent);
	});
}
