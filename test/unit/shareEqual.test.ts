import { shareEqual } from '../../common/wait/shareEqual';

const settings = (name: string) => ({ mode: 'raw', names: [name] });

describe('shareEqual', () => {
	it('makes equal members of several objects one, and changes no value', () => {
		const given = ['a', 'b', 'a'].map((name, i) => ({ runId: `run ${i}`, output: settings(name) }));
		const shared = given.map(shareEqual());
		expect(shared).toEqual(given);
		expect(shared[2]?.output).toBe(shared[0]?.output);
		expect(shared[1]?.output).not.toBe(shared[0]?.output);
	});

	it('shares nothing with objects of another call', () => {
		const given = { output: settings('a') };
		shareEqual()({ output: settings('a') });
		expect(shareEqual()(given).output).toBe(given.output);
	});

	it('leaves simple values and lists as they are', () => {
		const given = { text: 'a', none: null, list: [1, { a: [] }], isSet: false };
		expect(shareEqual()(given)).toEqual(given);
	});
});
