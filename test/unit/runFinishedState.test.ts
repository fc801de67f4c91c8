import { forCredential, type TriggerState } from '../../nodes/Noxus/pollTrigger/state';

const list = (...ids: string[]) => ({
	cutoffMs: null,
	nextCutoffMs: null,
	known: Object.fromEntries(ids.map((id) => [id, 'completed'])),
	handedOver: {},
});
const read = (...ids: string[]) => ({ runs: ids.map((id) => ({ id })) });

describe('the state for a credential', () => {
	const state: TriggerState = {
		writtenBy: 'p',
		credentialId: 'first',
		looks: 3,
		lists: { w1: list('a'), w2: list('b') },
	};

	it('is kept where the credential is', () => {
		expect(forCredential(state, 'first', new Map([['w1', read('z')]]))).toEqual(state);
	});

	it('is kept where another one sees the same runs, and begins anew where it does not', () => {
		const lists = new Map([
			['w1', read('a', 'z')],
			['w2', read('y')],
		]);
		const { w1 } = state.lists;
		const next = { ...state, credentialId: 'second', lists: { w1 } };
		expect(forCredential(state, 'second', lists)).toEqual(next);
	});

	it('notes the credential where none was noted', () => {
		const before = { ...state, credentialId: undefined };
		expect(forCredential(before, 'first', new Map())).toEqual(state);
	});
});
