import { KEYS, WORKFLOWS, type Simulator } from '../../../../simulator/noxus';
import { waitUntil } from '../../../engine/support/waitUntil';

export { waitUntil as eventually };

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

/** One call to the simulator, with key a unless another is given. */
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
	const path = `/v1/workflows/${String(workflowId)}/runs/${id}`;
	const read = async () => await json<RunBody>(call(simulator, path));
	let run = await read();
	await waitUntil(async () => statuses.includes(run.status) || !(run = await read()));
	return run;
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

/** A response that is read as it comes. */
export interface Heard {
	text: string;
	hasEnded: boolean;
	/** The connection was cut before the end. */
	wasCut: boolean;
}

/** Begins to read a response; `ended` resolves at its end. */
export function listen(response: Response): { heard: Heard; ended: Promise<Heard> } {
	const heard: Heard = { text: '', hasEnded: false, wasCut: false };
	const read = async () => {
		const decoder = new TextDecoder();
		const chunks = (response.body ?? []) as unknown as AsyncIterable<Uint8Array>;
		for await (const chunk of chunks) heard.text += decoder.decode(chunk, { stream: true });
	};
	const ended = read()
		.catch(() => (heard.wasCut = true))
		.then(() => Object.assign(heard, { hasEnded: true }));
	return { heard, ended };
}

/** The raw text of a response up to its end, and whether it was cut before that. */
export async function readStream(response: Response): Promise<Heard> {
	return await listen(response).ended;
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
