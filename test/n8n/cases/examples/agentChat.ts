import { readAnswerAlong, sayTo } from '../../support/chats';
import type { Fixture } from '../../support/fixture';
import { importExample } from './importExample';

/** Chat Trigger in streaming mode, Noxus with an agent. */
export function agentChatCase(fixture: () => Fixture): void {
	test('the reader has each piece of the answer before the agent says the next, and is remembered', async () => {
		const { url } = await importExample(fixture(), 'agent-chat');
		for (const [index, text] of ['My name is Ada', 'What is my name?'].entries()) {
			const answer = async () => await sayTo(url, 'reader of the example', text);
			expect(await readAnswerAlong(fixture(), answer)).toBe(`Answer ${index + 1}: ${text}`);
		}
	});
}
