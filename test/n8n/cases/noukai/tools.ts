import type { INodeParameters } from 'n8n-workflow';

import { FLOWS } from '../../../../simulator/noukai';
import { startFakeModel, type FakeModel } from '../../support/fakeModel';
import { postTo, type NoukaiFixture } from '../../support/noukaiFixture';
import { NOUKAI_CREDENTIALS, noukaiNode, noukaiWorkflow } from '../../support/noukaiWorkflow';
import { node } from '../../support/workflows';

const DEFINITION = {
	name: 'get_weather',
	description: 'The weather in a city',
	parameters: { type: 'object', properties: { city: { type: 'string' } } },
};

/** Tools of n8n that the flow calls. */
export function noukaiConnectedToolCases(fixture: () => NoukaiFixture): void {
	test('answers a flow with the tool that is connected to it', async () => {
		const name = 'Answer a Noukai flow with n8n tools';
		expect(await postTo(fixture(), name, { text: 'Weather?' })).toMatchObject({
			status: 'completed',
			output: { text: 'Answer to: Weather?', toolResults: ['Sunny in Paris'] },
		});
		const { calls } = fixture().simulator;
		const [first] = calls.filter(({ path }) => path.includes('tools-enabled'));
		expect(first?.body).toMatchObject({ tools: [{ function: DEFINITION }] });
	});
}

/** Tool calls that the workflow answers by itself. */
export function noukaiHandOutCases(fixture: () => NoukaiFixture): void {
	test('hands the calls out, and resumes the flow with the results', async () => {
		const handOut: INodeParameters = {
			operation: 'execute',
			flow: FLOWS.tools,
			message: 'Weather?',
			toolCalls: 'handOut',
			toolDefinitions: JSON.stringify([{ type: 'function', function: DEFINITION }]),
		};
		const resume: INodeParameters = {
			operation: 'resume',
			resume: '={{ $json.resume }}',
			toolResults: { values: [{ toolCallId: '', result: 'Rain' }] },
		};
		const nodes = [noukaiNode('Hand out', 1, handOut), noukaiNode('Resume', 2, resume)];
		await fixture().n8n.addWorkflow(noukaiWorkflow('hand-out', nodes));
		expect(await postTo(fixture(), 'hand-out', {})).toMatchObject([
			{ status: 'completed', output: { toolResults: ['Rain'] } },
		]);
	});
}

/** The node as a tool of n8n's AI Agent. */
export function noukaiAgentCases(fixture: () => NoukaiFixture): void {
	let model: FakeModel;
	beforeAll(async () => {
		model = await startFakeModel({ Message: 'Ada' });
	});
	afterAll(() => model.close());

	test('the model fills in the message, and reads the result', async () => {
		const { n8n } = fixture();
		const { id } = await n8n.rest.call<{ id: string }>('POST', '/rest/credentials', {
			name: 'Model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', 1, {
			typeVersion: n8n.isN8n1 ? 3 : 3.1,
			parameters: { promptType: 'define', text: 'Greet Ada', options: {} },
		});
		const file = noukaiWorkflow('noukai-agent', [agent]);
		const to = (type: 'ai_tool' | 'ai_languageModel') => ({
			[type]: [[{ node: 'Agent', type, index: 0 }]],
		});
		await n8n.addWorkflow({
			...file,
			nodes: [...file.nodes, modelNode(id), toolNode()],
			connections: {
				...file.connections,
				Model: to('ai_languageModel'),
				Noukai: to('ai_tool'),
			},
		});
		await postTo(fixture(), 'noukai-agent', {});
		expect(model.toolSchemas.Noukai).toMatchObject({
			properties: { Message: { type: 'string', description: 'The name' } },
			required: ['Message'],
		});
		expect(model.toolResults.join('')).toContain('Hello: Ada');
	});
}

function modelNode(credentialId: string) {
	return node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 2, {
		typeVersion: 1.2,
		parameters: { model: { __rl: true, mode: 'id', value: 'fake' }, options: {} },
		credentials: { openAiApi: { id: credentialId, name: 'Model' } },
	});
}

function toolNode() {
	return node('Noukai', 'n8n-nodes-noukai.noukaiTool', 3, {
		credentials: NOUKAI_CREDENTIALS,
		parameters: {
			toolDescription: 'Greets somebody',
			resource: 'flow',
			operation: 'execute',
			flow: FLOWS.hello,
			message: "={{ $fromAI('Message', `The name`, 'string') }}",
		},
	});
}
