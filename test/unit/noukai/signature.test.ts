import {
	checkSignature,
	DEFAULT_FORMAT,
	type SignatureFacts,
	type SignatureFormat,
} from '../../../noukai/nodes/Noukai/trigger/signature';

/** Made with openssl, over `1780604800.{"a":1}` with the key `whsec_test`. */
const HEX = '11d6c1a7dde04f6b7629a3190a3b5e03a67e5d641b39f1fef865bf4127033541';
const SIGNED_AT_MS = 1_780_604_800_000;

const facts = (header: unknown, more: Partial<SignatureFacts> = {}): SignatureFacts => ({
	header,
	rawBody: Buffer.from('{"a":1}'),
	secret: 'whsec_test',
	nowMs: SIGNED_AT_MS,
	toleranceMs: 300_000,
	format: DEFAULT_FORMAT,
	...more,
});
const check = (header: unknown, more: Partial<SignatureFacts> = {}) =>
	checkSignature(facts(header, more));

const t = 't=1780604800';
const OTHER = '0'.repeat(64);

describe('checkSignature', () => {
	it.each<[string, string]>([
		[`${t},v1=${HEX}`, 'v1'],
		[`${t}, v1=${HEX}`, 'v1'],
		[`v1=${HEX},${t}`, 'v1'],
		[`${t},v1=${HEX.toUpperCase()}`, 'v1'],
		[`x9=a,x9=b,${t} , v1 = ${HEX}`, 'v1'],
		[`${t},v2=${HEX}`, 'v2'],
		[`${t},v1=${OTHER},v2=${HEX}`, 'v2'],
		[`${t},v1=${HEX},v2=${OTHER}`, 'v1'],
		[`${t},v1=${HEX},v2=${HEX}`, 'v1'],
	])('accepts %s', (header, fits) => {
		expect(check(header)).toEqual({ fits });
	});

	it.each<[string, unknown, string]>([
		['nothing', undefined, 'missing'],
		['empty text', '', 'missing'],
		['another text', 'hello', 'malformed'],
		['a list', [`${t},v1=${HEX}`], 'malformed'],
		['no time', `v1=${HEX}`, 'malformed'],
		['no signature', t, 'malformed'],
		['another version', `${t},v3=${HEX}`, 'malformed'],
		['two times', `${t},${t},v1=${HEX}`, 'malformed'],
		['two signatures', `${t},v1=${OTHER},v1=${HEX}`, 'malformed'],
		['a time that is not whole', `t=1780604800.5,v1=${HEX}`, 'malformed'],
		['a negative time', `t=-1780604800,v1=${HEX}`, 'malformed'],
		['too long a header', `${t},v1=${HEX},x=${'a'.repeat(1_000)}`, 'malformed'],
		['another time', `t=1780604801,v1=${HEX}`, 'wrong'],
		['a short signature', `${t},v1=${HEX.slice(0, 63)}`, 'wrong'],
		['a long signature', `${t},v1=${HEX}0`, 'wrong'],
		['an empty signature', `${t},v1=`, 'wrong'],
	])('refuses %s', (_case, header, problem) => {
		expect(check(header)).toEqual({ problem });
	});

	it.each<[number, object]>([
		[300_000, { fits: 'v1' }],
		[-300_000, { fits: 'v1' }],
		[300_001, { problem: 'old', ageMs: 300_001 }],
		[-300_001, { problem: 'future', ageMs: -300_001 }],
	])('at %i ms from the time of the signature: %j', (afterMs, expected) => {
		const nowMs = SIGNED_AT_MS + afterMs;
		expect(check(`${t},v1=${HEX}`, { nowMs })).toEqual(expected);
		// Of a signature that does not fit, the age says nothing.
		expect(check(`${t},v1=${OTHER}`, { nowMs })).toEqual({ problem: 'wrong' });
	});

	it.each<[Partial<SignatureFormat>, string]>([
		[
			{ signedContent: 'timeColonBody', encoding: 'base64' },
			'SNenoOoFctA60eu7M1o4JERDKbfIdKdplUtp1qRhFAY=',
		],
		[
			{ signedContent: 'body', secretFormat: 'withoutPrefix' },
			'3b76df928ca0fb147722b51bd3e4e9f62e88b99eb9575cb0b2ded29e6e812402',
		],
	])('checks the format %j', (format, signature) => {
		const header = `${t},v1=${signature}`;
		expect(check(header, { format: { ...DEFAULT_FORMAT, ...format } })).toEqual({ fits: 'v1' });
		expect(check(header)).toEqual({ problem: 'wrong' });
	});

	it.each([
		['another body', { rawBody: Buffer.from('{"a":1} ') }],
		['another secret', { secret: 'whsec_tesu' }],
	])('refuses %s', (_case, more) => {
		expect(check(`${t},v1=${HEX}`, more)).toEqual({ problem: 'wrong' });
	});
});
