import { startFakeModel, type FakeModel } from '../../support/fakeModel';
import type { Fixture } from '../../support/fixture';
import type { WorkflowFile } from '../../../../n8n-harness';
import { readAlong } from '../streaming';
import { goodExecution, importExample, postJson } from './importExample';

const TEXT = 'one two three four five six '.repeat(20).trim();
const message = (chatInput: string) => ({ action: 'sendMessage', sessionId: 'reader', chatInput });

/** Chat Trigger in streaming mode, Noxus. */
export function chatStreamingCase(fixture: () => Fixture): void {
	test('the reader has each piece of the text before the run says the next', async () => {
		const { url } = await importExample(fixture(), 'chat-streaming');
		await readAlong(fixture(), TEXT, async () => await postJson(url, message(TEXT)));
	});
}

/** Chat Trigger, AI Agent with a chat model, Noxus as a tool. */
export function agentToolCase(fixture: () => Fixture): void {
	let model: FakeModel;
	beforeAll(async () => {
		model = await startFakeModel({ Text: 'from the model' });
	});
	afterAll(() => model.close());

	/** The workflow with the credential of a chat model, which the file leaves open. */
	const withModel = (id: string) => (file: WorkflowFile) => {
		const credentials = { openAiApi: { id, name: 'Model' } };
		const nodes = file.nodes.map((node) => {
			return node.name === 'OpenAI Chat Model' ? { ...node, credentials } : node;
		});
		return { ...file, nodes, active: true };
	};

	test('the agent fills in the input, and reads the output', async () => {
		const { n8n, simulator } = fixture();
		const credential = { name: 'Model', type: 'openAiApi' };
		const data = { apiKey: 'none', url: model.url };
		const { id } = await n8n.rest.call<{ id: string }>('POST', '/rest/credentials', {
			...credential,
			data,
		});
		const example = await importExample(fixture(), 'agent-tool', {}, withModel(id));
		const response = await postJson(example.url, message('Check this'));
		expect(await response.json()).toEqual({ output: 'The tool has answered.' });
		await goodExecution(fixture(), example);
		const run = simulator.runs.at(-1);
		expect(run).toMatchObject({ status: 'completed', input: { Text: 'from the model' } });
		expect(model.toolResults).toHaveLength(1);
		expect(model.toolResults[0]).toContain(run?.id);
	});
}
