import type { INodeParameters } from 'n8n-workflow';
import { WORKFLOWS } from '../../../simulator/noxus';
import { startFakeModel, type FakeModel } from '../support/fakeModel';
import type { Fixture } from '../support/fixture';
import { itemsFromWebhook } from '../support/parkedWorkflow';
import { postItems } from '../support/parked';
import type { WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, node } from '../support/workflows';

const LONG = 'wörd '.repeat(5_000);

/** The node as a tool: n8n's own agent calls it, because a model that is none asks it to. */
export function agentCases(fixture: () => Fixture): void {
	let model: FakeModel;
	beforeAll(async () => {
		model = await startFakeModel();
	});
	afterAll(() => model.close());

	const callTool = async (path: string, more: INodeParameters) => {
		const { n8n } = fixture();
		const stored = await n8n.rest.call<{ id: string }>('POST', '/rest/credentials', {
			name: `Model of ${path}`,
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		const { id } = await n8n.addWorkflow(
			agentWorkflow(path, stored.id, more, n8n.isN8n1 ? 3 : 3.1),
		);
		await postItems(fixture(), path, [{ text: 'Call the tool' }]);
		const [execution] = await n8n.finishedExecutions(id, 1);
		const reported = model.toolResults.splice(0).join('');
		return { reported, status: execution?.status, stored: JSON.stringify(execution?.data) };
	};

	test('gives the agent the text, the names of files and no more', async () => {
		const input = { Text: LONG, Document: { uri: 'data:text/plain;base64,aGk=', name: 'Ü.txt' } };
		const { reported, status: ended } = await callTool('agent', {
			workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.echo },
			inputJson: JSON.stringify(input),
			options: { downloadFiles: true },
		});
		expect(ended).toBe('success');
		const [result] = readResult(reported);
		const { runId, status, files } = result;
		expect({ runId, status, files }).toEqual({
			runId: fixture().simulator.runs.at(-1)?.id,
			status: 'completed',
			files: ['Ü.txt'],
		});
		expect(Object.keys(result)).toEqual(['runId', 'status', 'output', 'files']);
		expect((result.output as { Text: string }).Text).toBe(LONG);
	});

	test('waits in place for the agent, also with Pause Execution', async () => {
		const { reported, stored, status } = await callTool('agent-waits', {
			workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.slow },
			inputJson: JSON.stringify({ Milliseconds: 1_500 }),
			whenLong: 'freeWorker',
			inlineSeconds: 0,
		});
		expect(status).toBe('success');
		const [result] = readResult(reported);
		expect(result).toMatchObject({ status: 'completed', output: 'slept 1500 ms' });
		expect(stored).not.toContain('parkedState');
	});

	test('reads the run ID in an error, so that it need not start the run again', async () => {
		const { reported, status, stored } = await callTool('agent-fails', {
			workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.fail },
			inputJson: JSON.stringify({ Message: 'The invoice has no total' }),
		});
		const runId = fixture().simulator.runs.at(-1)?.id;
		// The agent of n8n 1 ends with the tool's error, and does not read it.
		const read = fixture().n8n.isN8n1 ? stored : reported;
		expect(status).toBe(fixture().n8n.isN8n1 ? 'error' : 'success');
		expect(read).toContain(`The invoice has no total [run ${runId}]`);
	});
}

/** Agents receive a JSON list of items, or of their JSON. */
function readResult(reported: string): [Record<string, unknown>] {
	const parsed = JSON.parse(reported) as Array<Record<string, unknown>>;
	return parsed.map((item) => (item.json ?? item) as Record<string, unknown>) as [
		Record<string, unknown>,
	];
}

/** A webhook with items, and an agent with the node as its tool. */
export function agentWorkflow(
	path: string,
	modelId: string,
	more: INodeParameters,
	typeVersion: number,
): WorkflowFile {
	const to = (type: 'ai_tool' | 'ai_languageModel') => ({
		[type]: [[{ node: 'Agent', type, index: 0 }]],
	});
	return {
		name: path,
		nodes: [
			...itemsFromWebhook(path),
			node('Agent', '@n8n/n8n-nodes-langchain.agent', 2, {
				typeVersion,
				parameters: { promptType: 'define', text: '={{ $json.text }}', options: {} },
			}),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 2, {
				typeVersion: 1.2,
				parameters: { model: { __rl: true, mode: 'id', value: 'fake' }, options: {} },
				credentials: { openAiApi: { id: modelId, name: `Model of ${path}` } },
			}),
			node('Noxus', 'n8n-nodes-noxus.noxusTool', 3, {
				credentials: CREDENTIALS,
				parameters: {
					toolDescription: 'Runs a workflow',
					resource: 'run',
					operation: 'createAndWait',
					inputMode: 'json',
					...more,
				},
			}),
		],
		connections: {
			Webhook: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: to('ai_languageModel'),
			Noxus: to('ai_tool'),
		},
		settings: { executionOrder: 'v1' },
	};
}
