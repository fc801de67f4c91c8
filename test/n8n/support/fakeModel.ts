import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ChatRequest {
	stream?: boolean;
	tools?: Array<{ function: { name: string } }>;
	messages: Array<{ role: string; content: unknown }>;
}

/** A language model with the API of OpenAI that calls the first tool once, and then is done. */
export interface FakeModel {
	url: string;
	/** What it was told that the tools gave. */
	toolResults: string[];
	close(): void;
}

const FINAL_ANSWER = 'The tool has answered.';

/** Starts one on this machine, which calls tools with these arguments. */
export async function startFakeModel(toolArguments: object = {}): Promise<FakeModel> {
	const toolResults: string[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as ChatRequest;
			const last = body.messages.at(-1);
			if (last?.role === 'tool') toolResults.push(String(last.content));
			response.setHeader('content-type', 'application/json');
			const tool = last?.role === 'tool' ? undefined : body.tools?.[0];
			response.end(JSON.stringify(completion(toolArguments, tool)));
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		toolResults,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

function completion(toolArguments: object, tool?: { function: { name: string } }): object {
	const call = { id: 'call_1', type: 'function' };
	const given = JSON.stringify(toolArguments);
	const message =
		tool === undefined
			? { role: 'assistant', content: FINAL_ANSWER }
			: {
					role: 'assistant',
					content: null,
					tool_calls: [{ ...call, function: { name: tool.function.name, arguments: given } }],
				};
	return {
		id: 'completion_1',
		object: 'chat.completion',
		created: 1,
		model: 'fake',
		choices: [{ index: 0, message, finish_reason: tool === undefined ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
