import { AGENTS, UNTIL_HURRIED_MS } from '../../../simulator/noxus';
import { publishChat, readAnswerAlong, textIn } from '../support/chats';
import type { Fixture } from '../support/fixture';
import { itemsOf, waitUntil, type WorkflowFile } from '../../../n8n-harness';
import { readLines } from './streaming';

const TURNS = 10;
const TEST_LIMIT_MS = 600_000;
const LIMIT_MS = 60_000;

/** Chats with an agent through the Chat Trigger of a real n8n. */
export function agentChatCases(fixture: () => Fixture): void {
	const conversationsWith = (text: string) =>
		fixture().simulator.conversations.filter(({ received }) =>
			received.some(({ body }) => (body as { content: string }).content.includes(text)),
		);
	const textsOf = (text: string) =>
		conversationsWith(text).map(({ received }) =>
			received.map(({ body }) => (body as { content: string }).content),
		);

	test(
		'ten turns are one conversation, streamed, while n8n is killed and started between turns',
		async () => {
			const { n8n } = fixture();
			const chat = await publishChat(fixture(), 'ten-turns');
			const said = Array.from({ length: TURNS }, (_, index) => `Turn ${index + 1} of ten`);
			for (const [index, text] of said.entries()) {
				const answer = await readAnswerAlong(fixture(), async () => await chat.say('ten', text));
				expect(answer).toBe(`Answer ${index + 1}: ${text}`);
				if (index === 3 || index === 6) {
					// The record of the session is written by then, and n8n has no time to tidy up.
					await n8n.finishedExecutions(chat.workflowId, index + 1);
					await n8n.restart({ kill9: true });
				}
			}
			expect(textsOf('of ten')).toEqual([said]);
			const executions = await n8n.finishedExecutions(chat.workflowId, TURNS);
			expect(executions.map(({ status }) => status)).toEqual(said.map(() => 'success'));
		},
		TEST_LIMIT_MS,
	);

	test('two first messages at once are one conversation', async () => {
		const chat = await publishChat(fixture(), 'two-at-once');
		const texts = ['First of two', 'Second of two'];
		const answers = await Promise.all(texts.map(async (text) => await chat.say('both', text)));
		const lines = await Promise.all(
			answers.map(async (answer) => await readLines(answer, () => {})),
		);
		const numbers = lines.map((found) => /^Answer (\d)/.exec(textIn(found))?.[1]).sort();
		expect(numbers).toEqual(['1', '2']);
		expect(conversationsWith('of two')).toHaveLength(1);
	});

	test('a message whose n8n is killed is not sent again', async () => {
		const { n8n, simulator } = fixture();
		const chat = await publishChat(fixture(), 'killed');
		const { agents } = simulator.settings;
		const { turnMs } = agents;
		agents.turnMs = UNTIL_HURRIED_MS;
		chat.say('killed', 'Do it once').catch(() => undefined);
		const isThere = () => conversationsWith('Do it once').length === 1;
		await waitUntil(isThere, { what: 'the message', limitMs: LIMIT_MS });
		await n8n.restart({ kill9: true });
		agents.turnMs = turnMs;
		const [conversation] = conversationsWith('Do it once');
		simulator.hurryTurn(conversation?.id ?? '');
		const answer = await readLines(await chat.say('killed', 'And now?'), () => {});
		expect(textIn(answer)).toBe('Answer 2: And now?');
		expect(textsOf('Do it once')).toEqual([['Do it once', 'And now?']]);
	});

	test('without streaming the Chat Trigger answers with the item', async () => {
		const plain = (file: WorkflowFile): WorkflowFile => ({
			...file,
			nodes: file.nodes.map((node) =>
				node.webhookId === undefined
					? node
					: { ...node, parameters: { ...node.parameters, options: { responseMode: 'lastNode' } } },
			),
		});
		const chat = await publishChat(fixture(), 'plain-agent', plain);
		const answer: unknown = await (await chat.say('plain', 'Hello')).json();
		const [conversation] = conversationsWith('Hello');
		expect(answer).toMatchObject({ conversationId: conversation?.id, text: 'Answer 1: Hello' });
		expect(conversation?.agent?.id).toBe(AGENTS.echo);
		const [execution] = await fixture().n8n.finishedExecutions(chat.workflowId, 1);
		expect(execution && itemsOf(execution, 'Noxus')).toMatchObject([{ json: answer }]);
		expect(JSON.stringify(execution?.data)).not.toMatch(/public_access_token|api_key_id/);
	});
}
