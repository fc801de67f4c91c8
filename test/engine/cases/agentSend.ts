import { AGENTS, KNOWLEDGE_BASES, WORKFLOWS, type SettingsPatch } from '../../../simulator/noxus';
import { agents, jsonsOf, textOf } from '../support/agents';
import { bytesOf } from '../support/binaryItem';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { send, theConversation, received } = agents(used);

type AgentsPatch = SettingsPatch['agents'];
const setAgents = (settings: AgentsPatch) =>
	void Object.assign(used.simulator.settings.agents, settings);

const bodyOf = () => theConversation().received[0]?.body;

describe('Agent: Send Message', () => {
	it('returns the answer with the IDs of its conversation and message', async () => {
		const { items, error } = await send('echo', { message: 'Hello' });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					conversationId: theConversation().id,
					messageId: theConversation().messages.at(-1)?.id,
					text: 'Answer 1: Hello',
					toolResults: [],
					files: [],
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(theConversation().received.map(({ via }) => via)).toEqual(['stream']);
	});

	it('sends what the API documents, and nothing else', async () => {
		await send('echo', { message: 'Hello' });
		expect(bodyOf()).toEqual({
			content: 'Hello',
			tool: null,
			kb_id: null,
			workflow_id: null,
			files: [],
			model_selection: null,
		});
	});

	it.each<[string, AgentsPatch]>([
		['message_parts', { messageParts: 'messageParts' }],
		['messages of Pydantic AI', { messageParts: 'pydantic' }],
		['both', { messageParts: 'both' }],
	])('reads the results of tools from %s', async (_case, settings) => {
		setAgents(settings);
		const result = await send('tools', { message: 'News' });
		const found = { results: [{ title: 'A page', url: 'https://example.com/', text: 'News' }] };
		expect(jsonsOf(result)).toEqual([
			expect.objectContaining({
				text: 'Answer 1: News',
				toolResults: [{ tool: 'web_research', result: found }],
			}),
		]);
		expect(JSON.stringify(result.items)).not.toContain('I should search');
	});

	it('returns the raw parts if asked, without tokens and key IDs', async () => {
		const options = { includeParts: true };
		const result = await send('tools', { message: 'News', options });
		expect(JSON.stringify(jsonsOf(result))).toContain('I should search the web.');
		expect(result.stored).not.toMatch(/public_access_token|api_key_id|public_[0-9a-f]{8}/);
	});

	it.each<[string, AgentsPatch]>([
		['stored', { fileAnswerAs: 'toolReturn' }],
		['stored, on a backend with one kind of parts', { messageParts: 'pydantic' }],
		['with its bytes', { messageParts: 'pydantic', fileAnswerAs: 'filePart' }],
	])('returns a file of the answer as binary data (%s)', async (_case, settings) => {
		setAgents(settings);
		const options = { downloadFiles: true };
		const { items } = await send('files', { message: 'Grüße', options });
		expect((await bytesOf(items[0], 'file_0')).toString()).toBe('Grüße');
		expect(items[0]?.binary?.file_0?.mimeType).toBe('text/plain');
		expect(items[0]?.json.files).toEqual([
			expect.objectContaining({ id: expect.any(String) as string, mimeType: 'text/plain' }),
		]);
	});

	it('names the files, and downloads none, if not asked', async () => {
		const { items } = await send('files', { message: 'Hi' });
		expect(items[0]).not.toHaveProperty('binary');
		expect(items[0]?.json.files).toEqual([
			{ id: expect.any(String) as string, fileName: 'answer.txt', mimeType: 'text/plain' },
		]);
		expect(callsTo(used.simulator, /\/v1\/file\//)).toHaveLength(0);
	});

	it('sends nothing twice if a file of the answer is gone', async () => {
		used.simulator.addFault({ path: '/v1/file/', kind: 'status', statusCode: 404 });
		const options = { downloadFiles: true };
		const more = { conversation: 'session', sessionId: 'file-gone', message: 'Hi', options };
		const { error } = await send('files', more);
		expect(error?.message).toMatch('404');
		expect(error?.description).toContain(theConversation().id);
		expect(received()).toEqual([['Hi']]);
	});

	it.each<[string, object, object]>([
		['web research', { tool: 'web_research' }, { tool: 'web_research' }],
		[
			'a knowledge base',
			{
				tool: 'kb_qa',
				knowledgeBaseId: { __rl: true, mode: 'id', value: KNOWLEDGE_BASES.handbook },
			},
			{ tool: 'kb_qa', kb_id: KNOWLEDGE_BASES.handbook },
		],
		[
			'a workflow',
			{ tool: 'workflow', toolWorkflowId: { __rl: true, mode: 'id', value: WORKFLOWS.echo } },
			{ tool: 'workflow', workflow_id: WORKFLOWS.echo },
		],
		['any other', { tool: 'other', toolName: 'code_execution' }, { tool: 'code_execution' }],
	])('asks for a tool: %s', async (_case, more, sent) => {
		const { error } = await send('echo', { message: 'refunds', ...more });
		expect(error).toBeUndefined();
		expect(bodyOf()).toMatchObject({ kb_id: null, workflow_id: null, ...sent });
	});

	it('asks for models', async () => {
		await send('echo', { message: 'Hi', options: { modelSelection: 'gpt-4o, claude' } });
		expect(bodyOf()).toMatchObject({ model_selection: ['gpt-4o', 'claude'] });
	});

	it.each<[string, object, string]>([
		['message', { message: ' ' }, 'Message is empty'],
		['agent', { agentId: { __rl: true, mode: 'list', value: '={{ "" }}' } }, 'Agent is empty'],
		[
			'good agent',
			{ agentId: { __rl: true, mode: 'url', value: '={{ "https://x.y/z" }}' } },
			'Agent is not',
		],
		['conversation', { conversation: 'byId', conversationId: '' }, 'Conversation ID is empty'],
		['knowledge base', { tool: 'kb_qa' }, 'Knowledge Base is empty'],
		['workflow', { tool: 'workflow' }, 'Workflow is empty'],
		['tool name', { tool: 'other' }, 'Tool Name is empty'],
		['wait', { options: { maxWaitMinutes: 0 } }, 'Max Wait (Minutes) must be'],
	])('sends nothing without a %s', async (_case, more, message) => {
		const { error } = await send('echo', { message: 'Hi', ...more });
		expect(error?.message).toContain(message);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('finds the ID of the agent in its address', async () => {
		const value = `https://app.noxus.ai/w/7/agents/${AGENTS.tools}/chat`;
		const { error } = await send('echo', {
			message: 'Hi',
			agentId: { __rl: true, mode: 'url', value },
		});
		expect(error).toBeUndefined();
		expect(theConversation().agent?.id).toBe(AGENTS.tools);
	});

	it('says that the agent is not known', async () => {
		const { error } = await send('otherWorkspace', { message: 'Hi' });
		expect(error?.message).toBe('This agent or conversation was not found in Noxus [404]');
		expect(error?.description).toMatch(/agent/);
		expect(used.simulator.conversations).toHaveLength(0);
	});

	it('says why the agent failed, and in which conversation', async () => {
		const { error } = await send('fail', { message: 'No luck' });
		expect(error?.message).toBe('The Noxus agent failed: The agent failed: No luck');
		expect(error?.description).toContain(theConversation().id);
		expect(received()).toEqual([['No luck']]);
	});

	it('returns an error item with the conversation', async () => {
		const items = [{ json: { text: 'One' } }, { json: { text: 'Two' } }];
		const more = { message: '={{ $json.text }}' };
		const { items: out } = await send('fail', more, { items, onError: 'continueRegularOutput' });
		const ids = used.simulator.conversations.map(({ id }) => id).sort();
		const failed = out.map(({ json }) => json.error as { message: string; conversationId: string });
		expect(failed.map(({ conversationId }) => conversationId).sort()).toEqual(ids);
		expect(failed.map(({ message }) => message)).toEqual([
			'The Noxus agent failed: The agent failed: One',
			'The Noxus agent failed: The agent failed: Two',
		]);
	});

	it('streams the answer to a caller that reads along', async () => {
		const result = await send('echo', { message: 'Hello you' }, { streaming: true });
		expect(textOf(result)).toBe('Answer 1: Hello you');
		const types = result.chunks.map(({ type }) => type);
		expect(types.length).toBeGreaterThan(4);
		expect([types[0], ...new Set(types.slice(1, -1)), types.at(-1)]).toEqual([
			'begin',
			'item',
			'end',
		]);
		expect(jsonsOf(result)[0]?.text).toBe('Answer 1: Hello you');
	});

	it('streams nothing if nobody reads', async () => {
		expect((await send('echo', { message: 'Hello' })).chunks).toEqual([]);
	});

	it('reads a long answer whole', async () => {
		setAgents({ turnMs: 0, pieceMs: 0 });
		const result = await send('longText', { message: '20000' }, { streaming: true });
		expect(String(jsonsOf(result)[0]?.text)).toHaveLength(20_000);
		expect(textOf(result)).toBe(jsonsOf(result)[0]?.text);
	});
});
