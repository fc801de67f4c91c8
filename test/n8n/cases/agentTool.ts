import { AGENTS } from '../../../simulator/noxus';
import { startFakeModel, type FakeModel } from '../support/fakeModel';
import type { Fixture } from '../support/fixture';
import { postItems } from '../support/parked';
import { agentWorkflow } from './agent';

/** Send Message as a tool: n8n's own agent fills in the message, and reads the answer. */
export function agentToolCases(fixture: () => Fixture): void {
	let model: FakeModel;
	beforeAll(async () => {
		model = await startFakeModel({ Message: 'What is new?' });
	});
	afterAll(() => model.close());

	test('the message is filled in by $fromAI, and the answer is slim', async () => {
		const { n8n, simulator } = fixture();
		const stored = await n8n.rest.call<{ id: string }>('POST', '/rest/credentials', {
			name: 'Model of co-worker',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		const parameters = {
			resource: 'agent',
			operation: 'sendMessage',
			conversation: 'new',
			agentId: { __rl: true, mode: 'id', value: AGENTS.tools },
			message: "={{ $fromAI('Message', 'What to ask the co-worker', 'string') }}",
		};
		const file = agentWorkflow('co-worker', stored.id, parameters, n8n.isN8n1 ? 3 : 3.1);
		const { id } = await n8n.addWorkflow(file);
		await postItems(fixture(), 'co-worker', [{ text: 'Ask the co-worker' }]);
		const [execution] = await n8n.finishedExecutions(id, 1);
		expect(execution?.status).toBe('success');
		const conversation = simulator.conversations.at(-1);
		expect(conversation?.received.map(({ body }) => body)).toEqual([
			expect.objectContaining({ content: 'What is new?' }),
		]);
		const [result] = JSON.parse(model.toolResults.join('')) as Array<{ json?: object }>;
		expect(result?.json ?? result).toEqual({
			conversationId: conversation?.id,
			text: 'Answer 1: What is new?',
		});
	});
}
