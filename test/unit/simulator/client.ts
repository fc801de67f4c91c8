import { KEYS, WORKFLOWS, type Simulator } from '../../../simulator';

export interface RunBody {
	id: string;
	status: string;
	output: unknown;
	[field: string]: unknown;
}

export interface SseEvent {
	type: string;
	data: Record<string, unknown>;
	redisId: string;
}

interface CallOptions {
	method?: string;
	key?: string | null;
	body?: unknown;
	signal?: AbortSignal;
}

/** One call to the simulator, with key a unless told otherwise. */
export async function call(
	simulator: Simulator,
	path: string,
	{ method = 'GET', key = KEYS.a, body, signal }: CallOptions = {},
): Promise<Response> {
	const isForm = body instanceof FormData;
	return await fetch(simulator.url + path, {
		method,
		headers: {
			...(key === null ? {} : { 'x-api-key': key }),
			...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
		},
		body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
		signal,
		redirect: 'manual',
	});
}

/** The JSON that a call gives back. */
export async function json<Body>(response: Response | Promise<Response>): Promise<Body> {
	return (await (await response).json()) as Body;
}

export async function startRun(
	simulator: Simulator,
	workflow: keyof typeof WORKFLOWS,
	input: Record<string, unknown> = {},
	fields: Record<string, unknown> = {},
): Promise<RunBody> {
	const path = `/v1/workflows/${WORKFLOWS[workflow]}/runs`;
	const body = { input, ...fields };
	const response = await call(simulator, path, { method: 'POST', body });
	if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
	return await json<RunBody>(response);
}

/** Polls until the run has one of these statuses. */
export async function runWhen(
	simulator: Simulator,
	{ id, workflow_id: workflowId }: RunBody,
	statuses = ['completed', 'failed', 'stopped'],
): Promise<RunBody> {
	for (let attempt = 0; attempt < 500; attempt += 1) {
		const path = `/v1/workflows/${String(workflowId)}/runs/${id}`;
		const run = await json<RunBody>(call(simulator, path));
		if (statuses.includes(run.status)) return run;
		await sleep(5);
	}
	throw new Error(`Run ${id} did not become ${statuses.join(' or ')}`);
}

/** Runs a workflow to its end. */
export async function finish(
	simulator: Simulator,
	workflow: keyof typeof WORKFLOWS,
	input: Record<string, unknown> = {},
	fields: Record<string, unknown> = {},
): Promise<RunBody> {
	return await runWhen(simulator, await startRun(simulator, workflow, input, fields));
}

/** The raw text of a response up to its end, and whether it was cut before that. */
export async function readStream(response: Response): Promise<{ text: string; wasCut: boolean }> {
	const decoder = new TextDecoder();
	const reader = response.body?.getReader();
	let text = '';
	try {
		for (;;) {
			const chunk = await reader?.read();
			if (chunk === undefined || chunk.done) return { text, wasCut: false };
			text += decoder.decode(chunk.value, { stream: true });
		}
	} catch {
		return { text, wasCut: true };
	}
}

/** The `message` events in the text of a stream; an incomplete last one is left out. */
export function eventsIn(text: string): SseEvent[] {
	const frames = text.replaceAll('\r\n', '\n').split('\n\n').slice(0, -1);
	return frames
		.filter((frame) => frame.startsWith('event: message\n'))
		.map((frame) => JSON.parse(frame.slice('event: message\ndata: '.length)) as SseEvent);
}

export async function sleep(delayMs: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, delayMs));
}

/** Waits until the condition holds. */
export async function eventually(isTrue: () => boolean): Promise<void> {
	for (let attempt = 0; attempt < 400; attempt += 1) {
		if (isTrue()) return;
		await sleep(5);
	}
	throw new Error('The condition never held');
}
