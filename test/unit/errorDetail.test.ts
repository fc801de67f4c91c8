import { readErrorDetail } from '../../common/http/errorDetail';

const VALIDATION = {
	detail: [
		{
			loc: ['body', 'callback_url'],
			msg: 'URL scheme should be http or https',
			type: 'url_scheme',
		},
		{ loc: ['body', 'input', 0, 'name'], msg: 'Field required', type: 'missing' },
	],
};

const NGINX_502 = `<html>\r\n<head><title>502 Bad Gateway</title><style>h1 { color: red }</style></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>`;

describe('readErrorDetail', () => {
	it.each([
		['FastAPI', { detail: 'Workflow not found' }, 'Workflow not found'],
		[
			'FastAPI’s validation',
			VALIDATION,
			'callback_url: URL scheme should be http or https; input.0.name: Field required',
		],
		[
			'validation of the whole body',
			{ detail: [{ loc: ['body'], msg: 'Field required', type: 'missing' }] },
			'Field required',
		],
		['a list of another kind', { detail: ['too long', { code: 7 }] }, 'too long; {"code":7}'],
		['message', { message: 'Forbidden' }, 'Forbidden'],
		['error', { error: 'quota exceeded' }, 'quota exceeded'],
		['the first of them', { error: 'c', message: 'b', detail: 'a' }, 'a'],
		['one that is null', { detail: null, message: 'Forbidden' }, 'Forbidden'],
		['one inside another', { detail: { message: 'Plan expired' } }, 'Plan expired'],
		['another object', { detail: { code: 'E42' } }, '{"code":"E42"}'],
		['none of the three', { reason: 'quota exceeded' }, '{"reason":"quota exceeded"}'],
		[
			'plain text',
			'upstream connect error\n\n  or disconnect',
			'upstream connect error or disconnect',
		],
		['text with angle brackets', 'limit < 5 > 3', 'limit < 5 > 3'],
		['the page of a proxy', NGINX_502, '502 Bad Gateway 502 Bad Gateway nginx'],
		[
			'a page with a script that never ends',
			'<p>Bad Gateway</p><script>if (a < b) alert("x")',
			'Bad Gateway',
		],
		['a page with a tag that never ends', '<p>Bad Gateway</p><a href="', 'Bad Gateway'],
		['tags in capitals', '<P>Bad</P><STYLE>p { color: red }</STYLE><P>Gateway</P>', 'Bad Gateway'],
		['a detail with angle brackets', { detail: "Not a <class 'str'>" }, "Not a <class 'str'>"],
		['a list of numbers', { detail: [1, null] }, '1; null'],
		['a number', { detail: 7 }, '7'],
		['false', { detail: false }, 'false'],
		['an empty list', { detail: [] }, '[]'],
		['an empty object', { detail: {} }, '{}'],
		['a place that is not a list', { detail: [{ loc: 'body', msg: 'Required' }] }, 'Required'],
		['a list as the body', [{ loc: ['body', 'a'], msg: 'Required' }, 'b'], 'a: Required; b'],
		['a list in an object in an object', { error: { detail: [{ msg: 'Required' }] } }, 'Required'],
		['null', null, undefined],
		['a number as the body', 7, undefined],
		['an object without fields', {}, undefined],
		['space', ' \n', undefined],
		['nothing', '', undefined],
		['no body', undefined, undefined],
		['an empty detail', { detail: '' }, undefined],
	])('%s', (_name, body, expected) => {
		expect(readErrorDetail(body)).toBe(expected);
	});

	it('cuts what is too long to read', () => {
		const detail = readErrorDetail({ detail: 'x'.repeat(5000) });
		expect(detail).toBe(`${'x'.repeat(500)}…`);
	});

	it('reads the first 20 entries of a list', () => {
		const entries = Array.from({ length: 30 }, (_, i) => ({ msg: `n${i}` }));
		expect(readErrorDetail({ detail: entries })).toMatch(/^n0; .*; n19$/);
	});

	it('reads what is not too deep, and the rest as JSON', () => {
		const nest = (depth: number): object =>
			depth === 0 ? { detail: 'here' } : { detail: nest(depth - 1) };
		expect(readErrorDetail(nest(4))).toBe('here');
		expect(readErrorDetail(nest(20))).toMatch(/^\{"detail":.*"here"/);
	});
});
