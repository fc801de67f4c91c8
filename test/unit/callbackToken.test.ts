import { createHmac } from 'node:crypto';

import {
	checkCallbackToken,
	signCallbackUrl,
	TOKEN_PARAMETER,
} from '../../nodes/Noxus/callback/token';

const SECRET = 'a-fake-secret-for-tests';
const WORKFLOW = 'e0000000-0000-4000-8000-000000000001';
const HOOK = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const URL_OF_TRIGGER = `https://n8n.example.com/webhook/${HOOK}/webhook`;
const NOW_MS = 1_780_000_000_000;
const DAY_MS = 86_400_000;

const sign = (url = URL_OF_TRIGGER, more = {}) =>
	signCallbackUrl(url, {
		workflowId: WORKFLOW,
		expiresAtMs: NOW_MS + DAY_MS,
		secret: SECRET,
		...more,
	});
const tokenIn = (url: string) => new URL(url).searchParams.get(TOKEN_PARAMETER);
const token = tokenIn(sign()) ?? '';
const check = (more: object = {}) =>
	checkCallbackToken({
		token,
		urlPath: `/webhook/${HOOK}/webhook`,
		workflowId: WORKFLOW,
		nowMs: NOW_MS,
		secret: SECRET,
		...more,
	});

function tokenByHand(secret: string): string {
	const endsAt = String(NOW_MS + DAY_MS);
	const parts = ['v1', WORKFLOW.replaceAll('-', ''), endsAt, HOOK, 'webhook'];
	const mac = createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
	return `v1.${endsAt}.${mac}`;
}

describe('a callback token', () => {
	it.each<[string, object]>([
		['as it was signed', {}],
		['until its last millisecond', { nowMs: NOW_MS + DAY_MS - 1 }],
		['at the test URL', { urlPath: `/webhook-test/${HOOK}/webhook` }],
		['behind a prefix of a proxy', { urlPath: `/n8n/hooks/${HOOK}/webhook/` }],
		['given as a whole URL', { urlPath: sign() }],
		['with a character written as %xx', { urlPath: `/webhook/%33${HOOK.slice(1)}/webhook` }],
		['for an id in capitals', { workflowId: WORKFLOW.toUpperCase() }],
		['for an id without dashes', { workflowId: WORKFLOW.replaceAll('-', '') }],
	])('is taken %s', (_name, more) => {
		expect(check(more)).toBeUndefined();
	});

	it.each<[string, object, string]>([
		['another workflow', { workflowId: WORKFLOW.replace(/1$/, '2') }, 'forged'],
		['no workflow', { workflowId: '' }, 'forged'],
		['another trigger', { urlPath: `/webhook/4${HOOK.slice(1)}/webhook` }, 'forged'],
		['another end of the path', { urlPath: `/webhook/${HOOK}/setup` }, 'forged'],
		['a path with one segment', { urlPath: '/webhook' }, 'forged'],
		['no path', { urlPath: '' }, 'forged'],
		['a path that cannot be decoded', { urlPath: `/webhook/${HOOK}%/webhook%E0%A4%A` }, 'forged'],
		['another secret', { secret: `${SECRET}2` }, 'forged'],
		['no secret', { secret: '' }, 'forged'],
		['a moment too late', { nowMs: NOW_MS + DAY_MS }, 'expired'],
		['no clock', { nowMs: NaN }, 'expired'],
	])('is not taken with %s', (_name, more, problem) => {
		expect(check(more)).toBe(problem);
	});

	it('is made as docs/reference.md says, so that tokens under way survive an update', () => {
		expect(token).toBe(tokenByHand(SECRET));
	});

	it('without a secret is neither made nor taken', () => {
		expect(() => sign(URL_OF_TRIGGER, { secret: '' })).toThrow(TypeError);
		expect(check({ token: tokenByHand(''), secret: '' })).toBe('forged');
	});

	it('that is late and forged is called forged, which reveals nothing to a stranger', () => {
		expect(check({ nowMs: NOW_MS + DAY_MS, secret: 'another' })).toBe('forged');
	});

	const [version, endsAt, mac = ''] = token.split('.');
	it.each<[string, unknown, string]>([
		['nothing', undefined, 'missing'],
		['null', null, 'missing'],
		['an empty text', '', 'missing'],
		['a list, as a parameter that stands twice', [token, token], 'malformed'],
		['a list of one', [token], 'malformed'],
		['an object, as noxusToken[a]=b', { a: token }, 'malformed'],
		['an object that refuses to be a text', Object.create(null), 'malformed'],
		['a number', 7, 'malformed'],
		['text without end', 'v1.'.repeat(1_000_000), 'malformed'],
		['a space before it', ` ${token}`, 'malformed'],
		['a line break after it', `${token}\n`, 'malformed'],
		['padding', `${token}=`, 'malformed'],
		['another version', token.replace('v1', 'v2'), 'malformed'],
		['a leading zero', `${version}.0${endsAt}.${mac}`, 'malformed'],
		['an end in another notation', `${version}.1e99.${mac}`, 'malformed'],
		['a negative end', `${version}.-${endsAt}.${mac}`, 'malformed'],
		['no end', `${version}..${mac}`, 'malformed'],
		['no signature', `${version}.${endsAt}.`, 'malformed'],
		['a longer signature', `${token}A`, 'malformed'],
		['a letter outside of ASCII', `${token.slice(0, -1)}é`, 'malformed'],
		['a later end', `${version}.${Number(endsAt) + 1}.${mac}`, 'forged'],
		['a signature of zeros', `${version}.${endsAt}.${'A'.repeat(43)}`, 'forged'],
	])('is not made of %s', (_name, value, problem) => {
		expect(check({ token: value })).toBe(problem);
	});

	it('is refused when any one of its characters is another', () => {
		const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
		for (let i = 0; i < token.length; i++) {
			for (const letter of alphabet) {
				if (letter === token[i]) continue;
				const tampered = token.slice(0, i) + letter + token.slice(i + 1);
				expect([tampered, check({ token: tampered })]).toEqual([
					tampered,
					expect.stringMatching(/^(malformed|forged)$/),
				]);
			}
		}
	});

	it('keeps its parts apart: what moves from one into another is forged', () => {
		const signed = tokenIn(sign('https://a.b/x/y', { workflowId: 'w' }));
		const places: Array<[string, string]> = [
			['/y', 'w'],
			['/xy', 'w'],
			['/x%2Fy', 'w'],
			['/x/y%22,%22', 'w'],
			['/y/x', 'w'],
			['/x/y', 'wx'],
			['/x/y', 'w","x'],
		];
		expect(check({ token: signed, urlPath: '/x/y', workflowId: 'w' })).toBeUndefined();
		for (const [urlPath, workflowId] of places) {
			expect(check({ token: signed, urlPath, workflowId })).toBe('forged');
		}
	});
});

describe('signCallbackUrl', () => {
	it('adds the token and nothing else', () => {
		expect(sign()).toBe(`${URL_OF_TRIGGER}?noxusToken=${token}`);
		expect(token).toMatch(/^v1\.\d+\.[\w-]{43}$/);
	});

	it('keeps other parameters as they are written', () => {
		const url = `${URL_OF_TRIGGER}?a=%20+b&c&d=1&d=2&noxusTokens=x`;
		expect(sign(url)).toBe(`${url}&noxusToken=${token}`);
	});

	it('replaces an old token, however its name is written', () => {
		const url = `${URL_OF_TRIGGER}?noxusToken=old&a=1&noxus%54oken=older&noxusToken`;
		expect(sign(url)).toBe(`${URL_OF_TRIGGER}?a=1&noxusToken=${token}`);
		expect(sign(sign())).toBe(sign());
	});

	it('gives one token for the test URL, the production URL and a proxied one', () => {
		for (const url of [
			`https://n8n.example.com/webhook-test/${HOOK}/webhook`,
			`http://localhost:5678/some/prefix/webhook/${HOOK}/webhook/?a=1`,
		]) {
			expect(tokenIn(sign(url))).toBe(token);
		}
	});

	it('refuses anything that is not a URL', () => {
		expect(() => sign('n8n.example.com/webhook')).toThrow('Invalid URL');
	});
});
