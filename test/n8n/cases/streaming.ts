import { WORKFLOWS } from '../../../simulator';
import type { Fixture } from '../fixture';
import { chatWorkflow, streamingWebhookWorkflow } from '../streamingWorkflows';
import { itemsOf, webhookPath, type WorkflowFile } from '../server';

const TEXT = 'Pieces of text that come one by one, één voor één.';
const PIECE_MS = 60;

/** One line of n8n's streaming answer, and when it came. */
export interface Line {
	type: string;
	content?: string;
	atMs: number;
}

async function post(url: string, body: object): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The lines of a streaming answer, once it has ended. */
export async function readLines(response: Response): Promise<Line[]> {
	const lines: Line[] = [];
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	for (let rest = ''; ; ) {
		const { value, done } = (await reader?.read()) ?? { done: true };
		if (done) return lines;
		const parts = (rest + value).split('\n');
		rest = parts.pop() ?? '';
		for (const part of parts.filter((text) => text.trim() !== '')) {
			lines.push({ ...(JSON.parse(part) as Omit<Line, 'atMs'>), atMs: Date.now() });
		}
	}
}

/** A run's text reaches a caller that reads along while the run goes on. */
export function streamingCases(fixture: () => Fixture): void {
	const call = async (file: WorkflowFile, body: object) => {
		const { n8n } = fixture();
		const workflow = await n8n.addWorkflow(file);
		const path = workflow.nodes.map(webhookPath).find((found) => found !== undefined);
		const response = await post(`${n8n.url}/webhook/${path}`, body);
		return { workflow, response };
	};
	const expectStreamed = (lines: Line[]) => {
		const run = fixture().simulator.runs.at(-1);
		expect(run).toMatchObject({ workflowId: WORKFLOWS.streamText, status: 'completed' });
		const pieces = lines.filter(({ type }) => type === 'item');
		expect(pieces.map(({ content }) => content).join('')).toBe(TEXT);
		expect(lines.map(({ type }) => type)).toEqual(['begin', ...pieces.map(() => 'item'), 'end']);
		const endMs = run?.finishedAt?.getTime() ?? 0;
		// All but the last few were there before the run had ended.
		const early = pieces.filter(({ atMs }) => atMs < endMs);
		expect(early.length).toBeGreaterThan(pieces.length / 2);
		expect(endMs - (pieces[0]?.atMs ?? 0)).toBeGreaterThan(PIECE_MS * 3);
	};
	const message = { action: 'sendMessage', sessionId: 'reader', chatInput: TEXT };

	test('the chat trigger in streaming mode gets the text as it comes', async () => {
		const file = chatWorkflow({ name: 'chat-streaming', pieceMs: PIECE_MS, isStreaming: true });
		const { response } = await call(file, message);
		expect(response.status).toBe(200);
		expectStreamed(await readLines(response));
	});

	test('a run that is read along is waited for in place, because parking ends the stream', async () => {
		const parameters = { whenLong: 'freeWorker', inlineSeconds: 0 };
		const given = { name: 'chat-parked', pieceMs: PIECE_MS, isStreaming: true, parameters };
		const { workflow, response } = await call(chatWorkflow(given), message);
		expectStreamed(await readLines(response));
		const [execution] = await fixture().n8n.finishedExecutions(workflow.id, 1);
		const hints = execution?.data?.resultData.runData.Noxus?.[0]?.hints;
		const told = expect.stringContaining('waited in place: somebody reads') as string;
		expect(hints).toMatchObject([{ message: told }]);
	});

	test('a webhook in streaming mode gets it, too', async () => {
		const file = streamingWebhookWorkflow({ name: 'webhook-streaming', pieceMs: PIECE_MS });
		const { response } = await call(file, { chatInput: TEXT });
		expect(response.status).toBe(200);
		expectStreamed(await readLines(response));
	});

	test('without streaming the chat trigger answers with the item as ever', async () => {
		const file = chatWorkflow({ name: 'chat-plain', pieceMs: PIECE_MS, isStreaming: false });
		const { workflow, response } = await call(file, message);
		const answer: unknown = await response.json();
		expect(answer).toMatchObject({ status: 'completed', output: TEXT });
		const [execution] = await fixture().n8n.finishedExecutions(workflow.id, 1);
		expect(execution && itemsOf(execution, 'Noxus')).toMatchObject([{ json: answer }]);
	});
}
