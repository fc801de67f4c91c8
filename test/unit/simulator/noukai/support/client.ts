import { FLOWS, KEYS, type FlowName, type NoukaiSimulator } from '../../../../../simulator/noukai';
import type { KeyName } from '../../../../../simulator/noukai';
import { waitUntil } from '../../../../engine/support/waitUntil';
import { readStream } from '../../support/client';

export { waitUntil as eventually };

interface CallOptions {
	method?: string;
	/** Which credential; null sends none. */
	key?: KeyName | null;
	body?: unknown;
	headers?: Record<string, string>;
	signal?: AbortSignal;
}

/** An answer with its JSON read; other text is in `body` as it is. */
export interface Answer {
	status: number;
	headers: Headers;
	body: Record<string, unknown>;
}

/** One event of a stream of /step or of a trace. */
export interface StreamEvent {
	type: string;
	[field: string]: unknown;
}

/** One call below /api/v1, or anywhere for a path with a host, with key a by default. */
export async function call(
	simulator: NoukaiSimulator,
	path: string,
	options: CallOptions = {},
): Promise<Answer> {
	const response = await open(simulator, path, options);
	const text = await response.text();
	const body = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : { text };
	return { status: response.status, headers: response.headers, body };
}

/** As `call`, with the body unread. */
export async function open(
	simulator: NoukaiSimulator,
	path: string,
	{ method = 'GET', key = 'a', body, headers, signal }: CallOptions = {},
): Promise<Response> {
	return await fetch(path.startsWith('http') ? path : simulator.url + path, {
		method,
		headers: {
			...(key === null ? {} : { authorization: `Bearer ${KEYS[key]}` }),
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		body: body === undefined ? undefined : JSON.stringify(body),
		redirect: 'manual',
		signal,
	});
}

/** POST to an action of a flow, such as `execute`, `v1/jobs`. */
export async function post(
	simulator: NoukaiSimulator,
	flow: FlowName,
	action: string,
	body: unknown,
	options: CallOptions = {},
): Promise<Answer> {
	const path = `/seq/${FLOWS[flow]}/${action}`;
	return await call(simulator, path, { method: 'POST', body, ...options });
}

/** Submits a job and reads it until it is over. */
export async function finishJob(
	simulator: NoukaiSimulator,
	flow: FlowName,
	body: Record<string, unknown> = { message: 'x' },
): Promise<Record<string, unknown>> {
	const { body: started } = await post(simulator, flow, 'jobs', body);
	const path = `/seq/${FLOWS[flow]}/jobs/${String(started.executionId)}`;
	let job = (await call(simulator, path)).body;
	await waitUntil(async () => {
		job = (await call(simulator, path)).body;
		return ['completed', 'failed'].includes(String(job.status));
	});
	return job;
}

/** The code of a coded error. */
export function codeOf({ body }: Answer): unknown {
	return (body.detail as { code?: unknown } | undefined)?.code;
}

/** The events of one call of /step, as they came. */
export async function step(
	simulator: NoukaiSimulator,
	flow: FlowName,
	body: unknown,
): Promise<StreamEvent[]> {
	return eventsIn(await streamText(simulator, flow, body));
}

/** The raw text of one call of /step. */
export async function streamText(
	simulator: NoukaiSimulator,
	flow: FlowName,
	body: unknown,
): Promise<string> {
	const path = `/seq/${FLOWS[flow]}/step`;
	const response = await open(simulator, path, { method: 'POST', body });
	return (await readStream(response)).text;
}

/** The events of a stream; frames that are not JSON, or not complete, are left out. */
export function eventsIn(text: string): StreamEvent[] {
	return text
		.replaceAll('\r\n', '\n')
		.split('\n\n')
		.slice(0, -1)
		.flatMap((frame) => {
			const data = /^data: (\{.*)$/m.exec(frame)?.[1];
			const { eventType, ...fields } = JSON.parse(data ?? '{}') as Record<string, unknown>;
			const type = /^event: (.*)$/m.exec(frame)?.[1] ?? eventType;
			return data === undefined ? [] : [{ type: String(type), ...fields }];
		});
}

export const typesOf = (events: StreamEvent[]) => events.map(({ type }) => type);
