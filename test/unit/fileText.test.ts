import { splitFileText } from '../../nodes/Noxus/inputs/fileText';

const split = (text: string, ...names: string[]) =>
	splitFileText(text, (name) => names.includes(name));

describe('splitFileText', () => {
	it.each([
		'data',
		'https://example.com/a,b.pdf?sizes=1,2',
		'spot://3c90c3cc-0d44-4b50-8888-8dd25736052a',
		'data:text/plain,a, b, c',
		'',
	])('takes %j for one file', (text) => {
		expect(split(text)).toEqual({ value: text });
	});

	it.each<[string, unknown]>([
		['a,b', ['a', 'b']],
		[' a , b ,', ['a', 'b']],
		['a, https://example.com/b', ['a', 'https://example.com/b']],
		['https://example.com/a,b, spot://c', ['https://example.com/a,b', 'spot://c']],
		['["a", "b,c"]', ['a', 'b,c']],
		['{"uri": "spot://a"}', { uri: 'spot://a' }],
	])('takes %j for several, or JSON', (text, value) => {
		expect(split(text)).toEqual({ value });
	});

	it('takes what is a binary property for its name, whatever it looks like', () => {
		expect(split('a,b', 'a,b')).toEqual({ value: 'a,b' });
		expect(split('[0]', '[0]')).toEqual({ value: '[0]' });
	});

	it('says where JSON is none', () => {
		expect(split('[a')).toEqual({ problem: expect.stringMatching(/^is not valid JSON/) as string });
	});
});
