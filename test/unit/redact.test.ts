import { PieceRedactor, Redactor } from '../../common/http/redact';

const KEY = 'sk-A1/b+c "d\\e\'f&<é😀';
const html = (text: string) =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/&#38;/g, '&amp;');
const unicode = (text: string) =>
	text
		.split('')
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');

const FORMS: Array<[string, string]> = [
	['as it is', KEY],
	['in JSON', JSON.stringify(KEY).slice(1, -1)],
	['in JSON in JSON', JSON.stringify(JSON.stringify(KEY)).slice(3, -3)],
	['in JSON, with slashes escaped', JSON.stringify(KEY).slice(1, -1).replaceAll('/', '\\/')],
	['in JSON by numbers', unicode(KEY)],
	['in JSON by numbers in capitals', unicode(KEY).toUpperCase().replaceAll('\\U', '\\u')],
	['in JSON, partly by numbers', `${unicode(KEY.slice(0, 5))}${KEY.slice(5)}`],
	['in a URL', encodeURIComponent(KEY)],
	[
		'in a form',
		encodeURIComponent(KEY).replaceAll('%20', '+').toLowerCase().replace('sk-a', 'sk-A'),
	],
	['in HTML', html(KEY)],
	[
		'in HTML by hexadecimal numbers',
		[...KEY].map((c) => `&#x${c.codePointAt(0)?.toString(16)};`).join(''),
	],
];

it.each(FORMS)('takes out a secret %s', (_form, shown) => {
	const redactor = new Redactor(['', 'short', ` ${KEY} `]);
	expect(redactor.clean(`Key ${shown}, again ${shown}.`)).toBe('Key …, again ….');
});

it.each(FORMS)('takes out a secret %s that arrives in pieces', (_form, shown) => {
	const text = `Key ${shown}, again ${shown}.`;
	for (let at = 1; at < text.length; at++) {
		const pieces = new PieceRedactor(new Redactor([KEY]));
		const clean = pieces.next(text.slice(0, at)) + pieces.next(text.slice(at)) + pieces.end();
		expect(clean).toBe('Key …, again ….');
	}
});

it('leaves texts alone in which there is none', () => {
	const text = 'sk-A1/b+c short \\u0073 %73 &amp;';
	expect(new Redactor(['short', KEY]).clean(text)).toBe(text);
	expect(new Redactor([]).clean(text)).toBe(text);
});

it.each(['\\', '%', '&', 's', '\\\\u0073', '%73', '&#0000'])(
	'is linear in the length of a text of %s',
	(sign) => {
		const redactor = new Redactor([KEY]);
		const measure = (chars: number) => {
			const text = sign.repeat(chars / sign.length);
			const { user: before } = process.cpuUsage();
			redactor.clean(text);
			return process.cpuUsage().user - before;
		};
		measure(10_000);
		const small = measure(100_000);
		// Quadratic would be 1600 times as much.
		expect(measure(4_000_000)).toBeLessThan(Math.max(small, 2_000) * 40 * 5);
	},
);
