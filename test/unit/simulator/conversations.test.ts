import { AGENTS, KEYS, KNOWLEDGE_BASES, UNTIL_HURRIED_MS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, eventually, json } from './support/client';
import { conversations, type Part } from './support/conversations';

const used = useSimulator();
const { begin, send, read, recordOf } = conversations(used);

interface ChatBody {
	id: string;
	parts: Array<{ kind: string; parts: Part[] }>;
}

const SETTINGS = { model: ['gpt-4o'], temperature: 0.7, tools: [{ type: 'web_research' }] };

const create = async (body: unknown, query = ''): Promise<Response> =>
	await call(used.simulator, `/v1/conversations${query}`, { method: 'POST', body });

/** The text of the answer, as a client finds it in the parts of Pydantic AI. */
const textOf = ({ parts }: ChatBody) =>
	parts
		.filter(({ kind }) => kind === 'response')
		.flatMap(({ parts: inner }) => inner)
		.filter(({ part_kind: kind }) => kind === 'text')
		.map(({ content }) => content)
		.join('');

describe('conversations (contract 6.3)', () => {
	it('are made of an agent or of settings', async () => {
		expect(await begin('tools')).toMatchObject({
			status: 'idle',
			etag: null,
			messages: [],
			assistant_id: AGENTS.tools,
			settings: { temperature: 0.7 },
		});
		const own = await json(create({ name: 'Own', settings: SETTINGS }));
		expect(own).toMatchObject({
			assistant_id: null,
			settings: { max_tokens: 64_000, model_selection: ['gpt-4o'] },
		});
	});

	it.each([
		['no body', undefined, '', 422],
		['no name', { settings: SETTINGS }, '', 422],
		['settings without tools', { name: 'a', settings: { ...SETTINGS, tools: undefined } }, '', 422],
		['nothing to talk to', { name: 'a', settings: null }, '', 400],
		['an unknown agent', { name: 'a' }, '?assistant_id=11111111-1111-4111-8111-111111111111', 404],
		['a foreign agent', { name: 'a' }, `?assistant_id=${AGENTS.otherWorkspace}`, 404],
		['an agent that is no UUID', { name: 'a' }, '?assistant_id=mine', 422],
	])('are not made of %s', async (_name, body, query, status) => {
		expect((await create(body, query)).status).toBe(status);
		expect(used.simulator.conversations).toHaveLength(0);
	});

	it('are listed once they have messages, until they are deleted', async () => {
		const ids = async () => {
			const { items } = await json<{ items: Array<{ id: string }> }>(
				call(used.simulator, '/v1/conversations'),
			);
			return items.map(({ id }) => id);
		};
		const conversation = await begin();
		expect(await ids()).toEqual([]);
		await send(conversation, 'hello');
		expect(await ids()).toEqual([conversation.id]);
		const path = `/v1/conversations/${conversation.id}`;
		const other = await call(used.simulator, path, { method: 'DELETE', key: KEYS.b });
		expect(other.status).toBe(404);
		expect(await json(call(used.simulator, path, { method: 'DELETE' }))).toEqual({ success: true });
		expect(await ids()).toEqual([]);
		expect((await call(used.simulator, path)).status).toBe(404);
		expect(recordOf(conversation)?.deletedAt).toBeInstanceOf(Date);
	});

	it('can be renamed', async () => {
		const { id } = await begin();
		const body = { name: 'Another', settings: null };
		const changed = call(used.simulator, `/v1/conversations/${id}`, { method: 'PATCH', body });
		expect(await json(changed)).toMatchObject({ name: 'Another' });
	});
});

describe('messages (contract 6.4)', () => {
	it('chat gives parts in two levels', async () => {
		const conversation = await begin();
		const chat = await json<ChatBody>(send(conversation, 'tea', { way: '/chat' }));
		expect(chat.parts.map(({ kind }) => kind)).toEqual(['request', 'response']);
		expect(textOf(chat)).toBe('Answer 1: tea');
		const second = await json<ChatBody>(send(conversation, 'milk', { way: '/chat' }));
		expect(textOf(second)).toBe('Answer 2: milk');
	});

	it('add gives the whole conversation, the answer last', async () => {
		const conversation = await begin();
		await send(conversation, 'tea');
		const { messages, etag, status } = await read(conversation);
		expect(messages).toHaveLength(2);
		expect(messages[0]?.message_parts).toMatchObject([{ role: 'user', content: 'tea' }]);
		expect(messages[1]?.message_parts).toMatchObject([
			{ role: 'assistant', type: 'text', content: 'Answer 1: tea' },
		]);
		expect(messages[1]?.pydantic_message_parts).toMatchObject([
			{ kind: 'response', parts: [{ part_kind: 'text', content: 'Answer 1: tea' }] },
		]);
		expect({ etag, status }).toEqual({ etag: expect.stringMatching(/^\d+-\d+$/), status: 'idle' });
	});

	it.each([
		['both', true, true],
		['messageParts', true, false],
		['pydantic', false, true],
	] as const)('have parts of the kind %s', async (messageParts, hasFlat, hasPydantic) => {
		used.simulator.settings.agents.messageParts = messageParts;
		const conversation = await begin();
		await send(conversation, 'tea');
		const { messages } = await read(conversation);
		for (const message of messages) {
			expect('message_parts' in message).toBe(hasFlat);
			expect('pydantic_message_parts' in message).toBe(hasPydantic);
		}
	});

	it('chat gives the parts of a message when switched so', async () => {
		used.simulator.settings.agents.chatParts = 'messageParts';
		const conversation = await begin('tools');
		const chat = await json<{ parts: Part[] }>(send(conversation, 'tea', { way: '/chat' }));
		expect(chat.parts.map(({ role, type }) => [role, type])).toEqual([
			['user', 'user'],
			['assistant', 'thinking'],
			['assistant', 'tool_call'],
			['function', 'function'],
			['assistant', 'text'],
		]);
	});

	it("shows an agent's thoughts and its tools with their results", async () => {
		const chat = await json<ChatBody>(send(await begin('tools'), 'tea', { way: '/chat' }));
		const kinds = chat.parts.map(({ kind, parts }) => [kind, parts[0]?.part_kind]);
		expect(kinds).toEqual([
			['request', 'user-prompt'],
			['response', 'thinking'],
			['response', 'tool-call'],
			['request', 'tool-return'],
			['response', 'text'],
		]);
		expect(textOf(chat)).toBe('Answer 1: tea');
	});

	it('asks the knowledge base that the message names', async () => {
		const fields = { tool: 'kb_qa', kb_id: KNOWLEDGE_BASES.handbook };
		const chat = await json<ChatBody>(send(await begin(), 'refunds', { way: '/chat', fields }));
		expect(JSON.stringify(chat.parts)).toContain('within 14 days');
		const unknown = { tool: 'kb_qa', kb_id: KNOWLEDGE_BASES.otherWorkspace };
		const refused = await send(await begin(), 'refunds', { way: '/chat', fields: unknown });
		expect(refused.status).toBe(500);
	});

	it.each([
		['toolReturn', { part_kind: 'tool-return', tool_name: 'present_file' }],
		['filePart', { part_kind: 'file', content: { kind: 'binary', data: 'dGVh' } }],
	] as const)('answers with a file as %s', async (fileAnswerAs, part) => {
		used.simulator.settings.agents.fileAnswerAs = fileAnswerAs;
		const chat = await json<ChatBody>(send(await begin('files'), 'tea', { way: '/chat' }));
		expect(chat.parts[1]?.parts[0]).toMatchObject(part);
		const [file] = used.simulator.files.values();
		expect(file?.bytes.toString()).toBe('tea');
	});

	it('accepts files by content and by URL', async () => {
		const conversation = await begin();
		const base = { status: 'success', id: '11111111-1111-4111-8111-111111111111', size: 1 };
		const files = [
			{ ...base, name: 'a.txt', b64_content: 'aGVsbG8=' },
			{ ...base, name: 'b.txt', url: 'https://example.com/b.txt' },
		];
		const chat = await json<ChatBody>(
			send(conversation, 'see', { way: '/chat', fields: { files } }),
		);
		expect(textOf(chat)).toBe('Answer 1: see [a.txt: 5, b.txt: a URL]');
		const { messages } = await read(conversation);
		expect(messages[0]?.message_parts?.[0]?.files).toMatchObject([
			{ name: 'a.txt' },
			{ name: 'b.txt' },
		]);
	});

	it.each([
		['no content', undefined, {}],
		['content that is no text', 7, {}],
		['a file without content', 'a', { files: [{ name: 'a.txt' }] }],
		['files that are no list', 'a', { files: 'a.txt' }],
		['a tool that is no text', 'a', { tool: 7 }],
	])('refuses %s, and does not count it', async (_name, content, fields) => {
		const conversation = await begin();
		expect((await send(conversation, content, { way: '/chat', fields })).status).toBe(422);
		expect(recordOf(conversation)?.received).toEqual([]);
	});

	it.each([
		[500, '{"detail":"The agent failed: tea"}'],
		[502, '{"detail":"The agent failed: tea"}'],
		[200, expect.stringContaining('user-prompt')],
	] as const)('a turn that fails is answered with %i', async (failStatus, text) => {
		used.simulator.settings.agents.failStatus = failStatus;
		const conversation = await begin('fail');
		const response = await send(conversation, 'tea', { way: '/chat' });
		expect(response.status).toBe(failStatus);
		expect(await response.text()).toEqual(text);
		expect((await read(conversation)).messages).toHaveLength(1);
	});
});

describe('a turn that takes long', () => {
	it('blocks until it is hurried, and the conversation is running meanwhile', async () => {
		used.simulator.settings.agents.turnMs = UNTIL_HURRIED_MS;
		const conversation = await begin();
		const answer = send(conversation, 'tea', { way: '/chat' });
		await eventually(() => used.simulator.conversations[0]?.status === 'running');
		expect(await read(conversation)).toMatchObject({ status: 'running', messages: [{}] });
		used.simulator.hurryTurn(conversation.id);
		expect(textOf(await json<ChatBody>(answer))).toBe('Answer 1: tea');
		expect(() => used.simulator.hurryTurn(conversation.id)).toThrow('not busy');
	});

	it('continues when its client leaves', async () => {
		used.simulator.settings.agents.turnMs = UNTIL_HURRIED_MS;
		const conversation = await begin();
		const leave = new AbortController();
		const answer = call(used.simulator, `/v1/conversations/${conversation.id}/chat`, {
			method: 'POST',
			body: { content: 'tea' },
			signal: leave.signal,
		}).catch(() => 'left');
		await eventually(() => recordOf(conversation)?.status === 'running');
		leave.abort();
		expect(await answer).toBe('left');
		used.simulator.hurryTurn(conversation.id);
		await eventually(async () => (await read(conversation)).messages.length === 2);
	});

	it.each(['wait', '409'] as const)('makes a second message %s', async (whileBusy) => {
		Object.assign(used.simulator.settings.agents, { whileBusy, turnMs: UNTIL_HURRIED_MS });
		const conversation = await begin();
		const first = send(conversation, 'one', { way: '/chat' });
		await eventually(() => recordOf(conversation)?.status === 'running');
		const second = send(conversation, 'two', { way: '/chat' });
		await eventually(() => recordOf(conversation)?.received.length === 2);
		used.simulator.settings.agents.turnMs = 1;
		used.simulator.hurryTurn(conversation.id);
		expect(textOf(await json<ChatBody>(first))).toBe('Answer 1: one');
		if (whileBusy === '409') expect((await second).status).toBe(409);
		else expect(textOf(await json<ChatBody>(second))).toBe('Answer 2: two');
	});
});

it('counts the messages of each conversation, also for another process', async () => {
	const [one, two] = [await begin(), await begin('tools')];
	for (const content of ['a', 'b', 'c']) await send(one, content, { way: '/chat' });
	await send(two, 'd');
	const records = await json(call(used.simulator, '/_simulator/conversations', { key: null }));
	expect(records).toMatchObject([
		{ id: one.id, agentId: AGENTS.echo, messagesReceived: 3, received: [{ via: 'chat' }, {}, {}] },
		{ id: two.id, messagesReceived: 1, received: [{ via: 'add', body: { content: 'd' } }] },
	]);
});
