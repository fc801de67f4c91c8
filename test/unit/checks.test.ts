import { parseJson, problemWithId, problemWithUrl } from '../../common/util/checks';

const FILE_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const ofLength = (length: number) => 'https://n8n.example.com/'.padEnd(length, 'x');

describe('problemWithUrl', () => {
	it.each([
		['https', 'https://n8n.example.com/webhook/7f1d6c52?x=1'],
		['http in a private network', 'http://10.0.0.12:5678/webhook/a'],
		['capitals', 'HTTPS://n8n.example.com/'],
		['the longest that Noxus accepts', ofLength(2083)],
	])('finds none with %s', (_name, url) => {
		expect(problemWithUrl(url)).toBeUndefined();
	});

	it.each([
		['nothing', '', /^is empty/],
		['space', '  ', /^is empty/],
		['one character too many', ofLength(2084), /^is 2084 characters long.*2083/],
		['another scheme', 'ftp://n8n.example.com/a', /not "ftp:\/\/n8n\.example\.com\/a"/],
		['a script', 'javascript:alert(1)', /must be a URL/],
		['no scheme', 'n8n.example.com/webhook/a', /must be a URL/],
		['a path', '/webhook/a', /must be a URL/],
		['no host', 'https://', /must be a URL/],
	])('says what is wrong with %s', (_name, url, expected) => {
		expect(problemWithUrl(url)).toMatch(expected);
	});

	it('quotes no more than one can read', () => {
		expect(problemWithUrl(`x${'y'.repeat(500)}`)).toContain(`"x${'y'.repeat(59)}…"`);
	});
});

describe('problemWithId', () => {
	it.each([[FILE_ID], ['node_1'], ['v1.2'], ['INV:7']])('finds none with %s', (id) => {
		expect(problemWithId(id)).toBeUndefined();
	});

	it.each([
		['nothing', '', /^is empty/],
		['a path', '../admin/me', /not "\.\.\/admin\/me"/],
		['dots', '..', /must be an ID/],
		['a query', `${FILE_ID}?x=1`, /must be an ID/],
		['an escape', '%2e%2e', /must be an ID/],
		['space', 'my workflow', /must be an ID/],
		['a line break', `${FILE_ID}\n`, /must be an ID/],
		['an address', `https://app.noxus.ai/workflows/${FILE_ID}`, /must be an ID/],
	])('says what is wrong with %s', (_name, id, expected) => {
		expect(problemWithId(id)).toMatch(expected);
	});
});

describe('parseJson', () => {
	it.each([
		['an object', '{"Question": "Why?"}', { Question: 'Why?' }],
		['a list', '[1, 2]', [1, 2]],
		['text', '"Why?"', 'Why?'],
		['null', 'null', null],
	])('reads %s', (_name, text, value) => {
		expect(parseJson(text)).toEqual({ value });
	});

	it.each([[{ Question: 'Why?' }], [[1]], [7], [null]])(
		'accepts what an expression has returned: %j',
		(value) => {
			expect(parseJson(value)).toEqual({ value });
		},
	);

	it.each([[''], ['{"Question": }'], ["{'Question': 1}"]])('says what is wrong with %j', (text) => {
		expect(parseJson(text)).toEqual({ problem: expect.stringMatching(/^is not valid JSON: \S/) });
	});
});
