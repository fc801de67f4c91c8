import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ChatRequest {
	stream?: boolean;
	tools?: Tool[];
	messages: Array<{ role: string; content: unknown }>;
}

interface Tool {
	function: { name: string; parameters?: object };
}

/** A language model with the API of OpenAI that calls the first tool once, and then is done. */
export interface FakeModel {
	url: string;
	/** What it received from the tools. */
	toolResults: string[];
	/** The JSON schemas of the arguments of the tools that it was offered last. */
	toolSchemas: Record<string, object | undefined>;
	close(): void;
}

const FINAL_ANSWER = 'The tool has answered.';

/** Starts one on this machine, which calls the first tool (or the named one) with these arguments. */
export async function startFakeModel(
	toolArguments: object = {},
	toolName?: string,
): Promise<FakeModel> {
	const toolResults: string[] = [];
	const toolSchemas: FakeModel['toolSchemas'] = {};
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			// n8n's Agents try the Responses API of OpenAI first.
			if (!request.url?.endsWith('/chat/completions')) return void response.writeHead(404).end();
			const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as ChatRequest;
			const tools = body.tools ?? [];
			for (const { function: own } of tools) toolSchemas[own.name] = own.parameters;
			const last = body.messages.at(-1);
			if (last?.role === 'tool') toolResults.push(String(last.content));
			const wanted = tools.find((tool) => (toolName ?? tool.function.name) === tool.function.name);
			const answer = completion(toolArguments, last?.role === 'tool' ? undefined : wanted);
			if (body.stream) return sendStream(response, answer);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(answer));
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		toolResults,
		toolSchemas,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

type Completion = ReturnType<typeof completion>;

/** The same answer in one chunk. */
function sendStream(response: ServerResponse, { choices, ...answer }: Completion): void {
	const chunks = choices.map(({ message, ...choice }) => {
		const calls = message.tool_calls?.map((call, index) => ({ ...call, index }));
		const delta = { ...message, ...(calls && { tool_calls: calls }) };
		return { ...answer, object: 'chat.completion.chunk', choices: [{ ...choice, delta }] };
	});
	response.setHeader('content-type', 'text/event-stream');
	for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
	response.end('data: [DONE]\n\n');
}

interface Message {
	role: 'assistant';
	content: string | null;
	tool_calls?: object[];
}

function toMessage(toolArguments: object, tool?: Tool): Message {
	if (tool === undefined) return { role: 'assistant', content: FINAL_ANSWER };
	const given = { name: tool.function.name, arguments: JSON.stringify(toolArguments) };
	const call = { id: 'call_1', type: 'function', function: given };
	return { role: 'assistant', content: null, tool_calls: [call] };
}

function completion(toolArguments: object, tool?: Tool) {
	const message = toMessage(toolArguments, tool);
	return {
		id: 'completion_1',
		object: 'chat.completion',
		created: 1,
		model: 'fake',
		choices: [{ index: 0, message, finish_reason: tool === undefined ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
