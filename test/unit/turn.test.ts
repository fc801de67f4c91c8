import { unknownConversation } from '../../nodes/Noxus/api/conversations';
import { parseMessage, type ChatMessage } from '../../nodes/Noxus/api/messageParts';
import { turnStateIn } from '../../nodes/Noxus/chat/turn';

let count = 0;
const message = (role: 'user' | 'assistant', content: string): ChatMessage => {
	const parts = [{ role, type: role === 'user' ? 'user' : 'text', content }];
	return parseMessage({ id: `m${count++}`, message_parts: parts }) as ChatMessage;
};
const user = (text: string) => message('user', text);
const agent = (text: string) => message('assistant', text);

const stateOf = (
	messages: ChatMessage[],
	{ content = 'ok', after = null as ChatMessage | null, status = 'idle', isReceived = false } = {},
) => {
	const conversation = { ...unknownConversation('c'), status, messages };
	const state = turnStateIn(
		conversation,
		{ content, lastMessageId: after?.id ?? null },
		isReceived,
	);
	return state.kind === 'answered' ? state.answer.text : state.kind;
};

describe('turnStateIn', () => {
	it('finds the answer to the message, of one or more messages', () => {
		expect(stateOf([user('ok'), agent('One'), agent('Two')])).toBe('One\n\nTwo');
	});

	it('does not take an old message of the same text for the new one', () => {
		const old = [user('ok'), agent('Old')];
		expect(stateOf(old, { after: old[1] ?? null })).toBe('missing');
		expect(stateOf([...old, user('ok'), agent('New')], { after: old[1] ?? null })).toBe('New');
		expect(stateOf([...old, user('ok'), agent('New')])).toBe('New');
	});

	it('leaves the answer to a later message to that', () => {
		expect(stateOf([user('ok'), agent('One'), user('next'), agent('Two')])).toBe('One');
	});

	it('waits while the agent is at work, and says if it is idle without an answer', () => {
		expect(stateOf([user('ok')], { status: 'running' })).toBe('running');
		expect(stateOf([user('ok'), agent('half')], { status: 'running' })).toBe('running');
		expect(stateOf([user('ok')])).toBe('unanswered');
	});

	it('misses a message only if Noxus has not confirmed it', () => {
		const changed = [user('ok, with a file'), agent('One')];
		expect(stateOf(changed)).toBe('missing');
		expect(stateOf(changed, { isReceived: true })).toBe('One');
		expect(stateOf([], { status: 'running' })).toBe('missing');
	});

	it('takes an answer for one if Noxus reports no status', () => {
		expect(stateOf([user(' ok '), agent('One')], { status: '' })).toBe('One');
	});
});
