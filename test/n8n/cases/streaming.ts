import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { chatWorkflow, streamingWebhookWorkflow } from '../support/streamingWorkflows';
import { itemsOf, waitUntil, webhookPath, type WorkflowFile } from '../../../n8n-harness';

const TEXT = 'Pieces of text that come one by one, één voor één.';
const RUN_LIMIT_MS = 60_000;

/** One line of n8n's streaming answer. */
export interface Line {
	type: string;
	content?: string;
}

async function post(url: string, body: object): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The lines of a streaming answer, once it has ended; each is shown to `onLine` as it comes. */
export async function readLines(response: Response, onLine: (line: Line) => void): Promise<Line[]> {
	const lines: Line[] = [];
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	for (let rest = ''; ; ) {
		const { value, done } = (await reader?.read()) ?? { done: true };
		if (done) return lines;
		const parts = (rest + value).split('\n');
		rest = parts.pop() ?? '';
		for (const part of parts.filter((text) => text.trim() !== '')) {
			const line = JSON.parse(part) as Line;
			lines.push(line);
			onLine(line);
		}
	}
}

/**
 * Has a text streamed to a caller that reads along. The run says its next piece when the one before has
 * come, so that none can be late and nothing is kept for the end. Returns the lines of the answer.
 */
export async function readAlong(
	{ simulator }: Fixture,
	text: string,
	answer: () => Promise<Response>,
): Promise<Line[]> {
	const before = simulator.runs.length;
	const { pieceMs } = simulator.settings;
	simulator.settings.pieceMs = UNTIL_HURRIED_MS;
	const answering = answer();
	const run = () => simulator.runs[before];
	const isRunning = () => run()?.status === 'running';
	await waitUntil(isRunning, { what: 'the run', limitMs: RUN_LIMIT_MS });
	simulator.settings.pieceMs = pieceMs;
	const sayMore = () => isRunning() && simulator.hurryRun(run()?.id ?? '');
	sayMore();
	const lines = await readLines(await answering, ({ type }) => type === 'item' && sayMore());
	expect(run()).toMatchObject({ workflowId: WORKFLOWS.streamText, status: 'completed' });
	const pieces = lines.filter(({ type }) => type === 'item');
	expect(pieces.map(({ content }) => content).join('')).toBe(text);
	return lines;
}

/** A run's text reaches a caller that reads along while the run continues. */
export function streamingCases(fixture: () => Fixture): void {
	const call = async (file: WorkflowFile, body: object) => {
		const { n8n } = fixture();
		const workflow = await n8n.addWorkflow(file);
		const path = workflow.nodes.map(webhookPath).find((found) => found !== undefined);
		return { workflow, post: async () => await post(`${n8n.url}/webhook/${path}`, body) };
	};
	const expectStreamed = async (answer: () => Promise<Response>) => {
		const lines = await readAlong(fixture(), TEXT, answer);
		const [, ...others] = lines.map(({ type }) => type);
		expect(lines[0]?.type).toBe('begin');
		expect(others).toEqual([...others.slice(1).map(() => 'item'), 'end']);
		expect(others.length).toBeGreaterThan(TEXT.split(' ').length);
	};
	const message = { action: 'sendMessage', sessionId: 'reader', chatInput: TEXT };

	test('the chat trigger in streaming mode gets the text as it comes', async () => {
		const file = chatWorkflow({ name: 'chat-streaming', isStreaming: true });
		await expectStreamed((await call(file, message)).post);
	});

	test('a run that is read along is waited for in place, because parking ends the stream', async () => {
		const parameters = { whenLong: 'freeWorker', inlineSeconds: 0 };
		const given = { name: 'chat-parked', isStreaming: true, parameters };
		const { workflow, post: answer } = await call(chatWorkflow(given), message);
		await expectStreamed(answer);
		const [execution] = await fixture().n8n.finishedExecutions(workflow.id, 1);
		const hints = execution?.data?.resultData.runData.Noxus?.[0]?.hints;
		const reason = expect.stringContaining('kept running: the response is streamed') as string;
		expect(hints).toMatchObject([{ message: reason }]);
	});

	test('with Show Progress, the steps come before the text', async () => {
		const parameters = { options: { showProgress: true } };
		const given = { name: 'chat-steps', isStreaming: true, parameters };
		const { post: answer } = await call(chatWorkflow(given), message);
		const pieces: Array<string | undefined> = [];
		await readLines(await answer(), ({ type, content }) => type === 'item' && pieces.push(content));
		expect(pieces[0]).toBe('*Worker …*\n\n');
		expect(pieces.slice(1).join('')).toBe(TEXT);
	});

	test('a webhook in streaming mode gets it, too', async () => {
		const file = streamingWebhookWorkflow({ name: 'webhook-streaming' });
		await expectStreamed((await call(file, { chatInput: TEXT })).post);
	});

	test('without streaming the chat trigger answers with the item as ever', async () => {
		const file = chatWorkflow({ name: 'chat-plain', isStreaming: false });
		const { workflow, post: answering } = await call(file, message);
		const answer: unknown = await (await answering()).json();
		expect(answer).toMatchObject({ status: 'completed', output: TEXT });
		const [execution] = await fixture().n8n.finishedExecutions(workflow.id, 1);
		expect(execution && itemsOf(execution, 'Noxus')).toMatchObject([{ json: answer }]);
	});
}
