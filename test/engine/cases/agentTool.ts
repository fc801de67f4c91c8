import { agents, sendParameters } from '../support/agents';
import { callTool } from '../support/contexts';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { theConversation, received } = agents(used);

const call = async (agent: Parameters<typeof sendParameters>[0], more = {}) =>
	(await callTool(used.credentials, sendParameters(agent, { message: 'Hi', ...more })))[0];

describe('Send Message as a tool of an AI agent', () => {
	it('returns the conversation and the text, and no more', async () => {
		const options = { includeParts: true };
		expect((await call('tools', { options }))?.json).toEqual({
			conversationId: theConversation().id,
			text: 'Answer 1: Hi',
		});
	});

	it('names the files instead of returning them', async () => {
		const item = await call('files', { options: { downloadFiles: true } });
		expect(item?.json.files).toEqual(['answer.txt']);
		expect(item).not.toHaveProperty('binary');
	});

	it('leaves content of files out of the text', async () => {
		const base64 = Buffer.alloc(3_000, 'noxus').toString('base64');
		const item = await call('echo', { message: `Here: ${base64}` });
		expect(item?.json.text).toBe('Answer 1: Here: [file content of 4000 characters left out]');
	});

	it('continues a conversation by its ID', async () => {
		await call('echo');
		const more = { conversation: 'byId', conversationId: theConversation().id, message: 'Ho' };
		expect((await call('echo', more))?.json.text).toBe('Answer 2: Ho');
		expect(received()).toEqual([['Hi', 'Ho']]);
	});
});
