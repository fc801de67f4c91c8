import type { INodeParameters } from 'n8n-workflow';

import { AGENTS, KNOWLEDGE_BASES } from '../../../simulator/noxus';
import { agents, jsonsOf } from '../support/agents';
import { searchList } from '../support/contexts';
import { runNode } from '../support/engine';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { send, theConversation } = agents(used);

const operate = async (resource: string, operation: string, more: INodeParameters = {}) =>
	await runNode({ credentials: used.credentials, parameters: { resource, operation, ...more } });

const setAgents = (settings: object) =>
	void Object.assign(used.simulator.settings.agents, settings);

describe('Agent: Get Many', () => {
	it('lists the agents of the workspace', async () => {
		const { items } = await operate('agent', 'getMany');
		expect(items).toHaveLength(6);
		expect(items[0]?.json).toEqual({
			agentId: expect.any(String) as string,
			name: expect.any(String) as string,
			description: expect.any(String) as string,
			updatedAt: expect.stringMatching(/Z$/) as string,
		});
		expect(JSON.stringify(items)).not.toContain(AGENTS.otherWorkspace);
	});

	it.each([true, false])('filters by name (ignored by Noxus: %s)', async (ignoreQuery) => {
		setAgents({ ignoreQuery, extraAgents: 150 });
		const filters = { name: 'ECHO' };
		const result = await operate('agent', 'getMany', { returnAll: true, filters });
		expect(jsonsOf(result).map(({ agentId }) => agentId)).toEqual([AGENTS.echo]);
	});

	it('reads all pages, or up to the limit', async () => {
		setAgents({ extraAgents: 150 });
		const all = await operate('agent', 'getMany', { returnAll: true });
		expect(new Set(jsonsOf(all).map(({ agentId }) => agentId)).size).toBe(156);
		expect((await operate('agent', 'getMany', { limit: 3 })).items).toHaveLength(3);
		expect(callsTo(used.simulator, /\/v1\/agents$/)).toHaveLength(3);
	});
});

describe('The pickers', () => {
	it.each([true, false])('of agents finds by name (ignored by Noxus: %s)', async (ignoreQuery) => {
		setAgents({ ignoreQuery, extraAgents: 150 });
		const { results } = await searchList(used.credentials, 'searchAgents', 'research');
		expect(results).toEqual([{ name: 'Research agent', value: AGENTS.tools }]);
	});

	it('of agents shows page by page', async () => {
		setAgents({ extraAgents: 150 });
		const first = await searchList(used.credentials, 'searchAgents');
		const token = String(first.paginationToken);
		const second = await searchList(used.credentials, 'searchAgents', '', token);
		expect([first.results.length, second.results.length]).toEqual([100, 56]);
		expect(second.paginationToken).toBeUndefined();
	});

	it('of agents does not read for ever', async () => {
		const items = Array.from({ length: 100 }, (_, n) => ({ id: `a${n}`, name: `Agent ${n}` }));
		const body = { items, pages: 1_000_000 };
		used.simulator.addFault({ path: '/v1/agents$', kind: 'status', statusCode: 200, body });
		const { results } = await searchList(used.credentials, 'searchAgents', 'nowhere');
		expect(results).toEqual([]);
		expect(used.simulator.calls).toHaveLength(20);
	});

	it('of knowledge bases finds by name', async () => {
		const { results } = await searchList(used.credentials, 'searchKnowledgeBases', 'hand');
		expect(results.map(({ value }) => value)).toEqual([KNOWLEDGE_BASES.handbook]);
	});
});

describe('Conversation: Get', () => {
	const get = async (more: INodeParameters = {}) => {
		const conversationId = theConversation().id;
		return await operate('conversation', 'get', { conversationId, ...more });
	};

	it.each(['both', 'messageParts', 'pydantic'])('returns each message (%s)', async (parts) => {
		setAgents({ messageParts: parts });
		await send('tools', { message: 'News' });
		const result = await get();
		const { id, messages } = theConversation();
		const createdAt = expect.stringMatching(/Z$/) as string;
		const tool = { tool: 'web_research', result: expect.any(Object) as object };
		expect(jsonsOf(result)).toEqual([
			{
				conversationId: id,
				messageId: messages[0]?.id,
				role: 'user',
				createdAt,
				text: 'News',
				toolResults: [],
				files: [],
			},
			{
				conversationId: id,
				messageId: messages[1]?.id,
				role: 'assistant',
				createdAt,
				text: 'Answer 1: News',
				toolResults: [tool],
				files: [],
			},
		]);
	});

	it('returns the conversation as one item', async () => {
		await send('files', { message: 'Hi' });
		const [json] = jsonsOf(await get({ returnAs: 'conversation' }));
		expect(json).toMatchObject({
			conversationId: theConversation().id,
			agentId: AGENTS.files,
			status: 'idle',
			messageCount: 2,
			messages: [{ text: 'Hi' }, { files: [{ fileName: 'answer.txt' }] }],
		});
	});

	it.each(['messages', 'conversation'])('shows no tokens and key IDs (%s)', async (returnAs) => {
		await send('tools', { message: 'News' });
		const { items, stored } = await get({ returnAs, options: { includeParts: true } });
		expect(JSON.stringify(items)).toContain('I should search');
		expect(stored).not.toMatch(/public_access_token|api_key_id|public_[0-9a-f]{8}/);
	});

	it('says that the conversation is not known', async () => {
		const conversationId = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
		const { error } = await operate('conversation', 'get', { conversationId });
		expect(error?.message).toBe('This agent or conversation was not found in Noxus [404]');
		expect(error?.description).toContain('conversation');
	});
});

describe('Conversation: Get Many', () => {
	it('lists those that have a message, of all agents or one', async () => {
		await send('echo', { message: 'Hi' });
		await send('tools', { message: 'News' });
		const all = await operate('conversation', 'getMany');
		expect(all.items).toHaveLength(2);
		const filters = { agentId: AGENTS.tools.toUpperCase() };
		const result = await operate('conversation', 'getMany', { filters });
		expect(jsonsOf(result)).toEqual([
			{
				conversationId: used.simulator.conversations[1]?.id,
				name: 'Engine test (n8n)',
				agentId: AGENTS.tools,
				status: 'idle',
				createdAt: expect.stringMatching(/Z$/) as string,
				updatedAt: expect.stringMatching(/Z$/) as string,
				messageCount: 2,
			},
		]);
		expect(all.stored).not.toMatch(/public_access_token|api_key_id|public_[0-9a-f]{8}/);
	});

	it('reads all pages, or up to the limit', async () => {
		for (let index = 0; index < 55; index++) await send('echo', { message: 'Hi' });
		const all = await operate('conversation', 'getMany', { returnAll: true });
		expect(all.items).toHaveLength(55);
		expect((await operate('conversation', 'getMany', { limit: 2 })).items).toHaveLength(2);
	});
});

describe('Conversation: Delete', () => {
	const remove = async () =>
		await operate('conversation', 'delete', { conversationId: theConversation().id });

	it('deletes it', async () => {
		await send('echo', { message: 'Hi' });
		const conversationId = theConversation().id;
		expect(jsonsOf(await remove())).toEqual([{ conversationId, deleted: true }]);
		expect(theConversation().deletedAt).not.toBeNull();
		expect((await remove()).error?.message).toBe(
			'This agent or conversation was not found in Noxus [404]',
		);
	});

	it('deletes it once if the answer is lost', async () => {
		await send('echo', { message: 'Hi' });
		const fault = {
			method: 'DELETE',
			path: '/conversations/',
			kind: 'resetAfterHandling',
		} as const;
		used.simulator.addFault({ ...fault, times: 1 });
		expect((await remove()).error).toBeUndefined();
	});
});
