import { randomBytes } from 'node:crypto';

import { replaceBase64 } from '../../nodes/Noxus/outputs/base64';

const bytes = Buffer.alloc(3_000, randomBytes(500));
const base64 = bytes.toString('base64');
const lines = (base64.match(/.{1,76}/g) ?? []).join('\r\n');
const note = (text: string) => `[file content of ${text.length} characters left out]`;
const dataUri = `data:application/vnd.x;name=a.bin;base64,${base64}`;

it.each([
	['a text that is nothing else', base64],
	['the alphabet for URLs', bytes.toString('base64url')],
	['lines as in a mail', lines],
	['a data URI', dataUri],
	['a short data URI', `data:image/png;base64,${'QUJD'.repeat(20)}`],
])('replaces %s', (_name, content) => {
	expect(replaceBase64(content)).toBe(note(content));
	expect(replaceBase64(`See (${content}) here`)).toBe(`See (${note(content)}) here`);
	expect(replaceBase64(`"${content}", "${content}"`)).toBe(
		`"${note(content)}", "${note(content)}"`,
	);
});

const hex = Buffer.alloc(400, randomBytes(100)).toString('hex');

it.each([
	['a hexadecimal signature', hex],
	['the same in capitals', hex.toUpperCase()],
	['a signed URL', `https://bucket.test/a/b.pdf?X-Amz-Signature=${hex}&token=${base64}`],
	['a URL with a long path', `https://host.test/${base64}`],
	['a parameter', `signature=${base64}`],
	['a JSON Web Token', `${base64.slice(0, 800)}.${base64.slice(0, 800)}.${base64.slice(0, 683)}`],
	['a path', 'home/User/Documents/reports/Year2026/'.repeat(40)],
	['a path with dashes', 'usr-local/lib/node_modules/'.repeat(40)],
	['a long word', 'abc'.repeat(400)],
	['words', 'A long text with words. '.repeat(2_000)],
	['lines of words', `${'Some/Words/and/'.repeat(5).slice(0, 70)}\n`.repeat(20)],
])('leaves %s alone', (_name, text) => {
	expect(replaceBase64(text)).toBe(text);
	expect(replaceBase64(`See "${text}" here`)).toBe(`See "${text}" here`);
});

it('replaces a file of any size', () => {
	const large = Buffer.alloc(15_000_000, bytes).toString('base64');
	expect(replaceBase64(`${large} end`)).toBe(`${note(large)} end`);
});

it.each([
	['A'],
	['A '],
	['/usr/Lib'],
	['data:image/png;base64,'],
	[`${'Q'.repeat(70)}\n`],
	[`${'/'.repeat(60)}\n`],
	['://'],
	['='],
	[`${'Ab/'.repeat(180)} `],
])('is linear in the length of a text of %j', (sign) => {
	const measure = (chars: number) => {
		const text = sign.repeat(chars / sign.length);
		const before = process.cpuUsage().user;
		replaceBase64(text);
		return process.cpuUsage().user - before;
	};
	measure(10_000);
	const small = measure(50_000);
	// Quadratic would be 1600 times as much.
	expect(measure(2_000_000)).toBeLessThan(Math.max(small, 2_000) * 40 * 5);
});
