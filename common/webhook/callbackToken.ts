/**
 * The proof that a node of ours made a callback URL: a query parameter that is signed and expires.
 * Pure. The token is `v1.<end in ms>.<HMAC-SHA-256 in base64url>`; the HMAC is over the version, the
 * scope (such as a workflow of the service), the end, and the last two segments of the URL's path
 * (`<webhookId>/webhook`), which
 * are the same for the test and the production URL of a trigger and behind any prefix of a proxy.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';

const VERSION = 'v1';
/** One way only to write a token: no leading zeros, no padding. */
const TOKEN = /^v1\.([1-9]\d{0,15})\.([\w-]{43})$/;
const MAX_TOKEN_CHARS = 100;

/** Why a token is not accepted. */
export type TokenProblem = 'missing' | 'malformed' | 'expired' | 'forged';

export interface SigningFacts {
	/** The query parameter that holds the token. */
	parameter: string;
	/** What may call back, as the callback's body names it. */
	scope: string;
	expiresAtMs: number;
	secret: string;
}

export interface CheckFacts {
	/** The value of the query parameter, whatever a stranger made of it. */
	token: unknown;
	/** The path that was called, or the whole URL. */
	urlPath: string;
	scope: string;
	nowMs: number;
	secret: string;
}

/**
 * The URL with a token for one scope; an older token in it is replaced, and all other
 * parameters stay letter for letter.
 *
 * @throws TypeError if `url` is not a URL or there is no secret.
 */
export function signUrl(
	url: string,
	{ parameter, scope, expiresAtMs, secret }: SigningFacts,
): string {
	if (secret === '') throw new TypeError('There is no secret to sign the callback URL with');
	const signed = new URL(url);
	const endsAt = String(Math.floor(expiresAtMs));
	const mac = macOf({ urlPath: signed.pathname, scope, endsAt, secret });
	const others = signed.search
		.replace(/^\?/, '')
		.split('&')
		.filter((one) => isOther(one, parameter));
	signed.search = [...others, `${parameter}=${VERSION}.${endsAt}.${mac}`].join('&');
	return signed.href;
}

/**
 * Why the token does not prove that the callback may come to this path for this scope, or
 * undefined where it does. `expired` is said of genuine tokens only. Never throws.
 */
export function checkToken(facts: CheckFacts): TokenProblem | undefined {
	const { token, nowMs, secret } = facts;
	if (token === undefined || token === null || token === '') return 'missing';
	if (typeof token !== 'string' || token.length > MAX_TOKEN_CHARS) return 'malformed';
	const [, endsAt, mac] = TOKEN.exec(token) ?? [];
	if (endsAt === undefined || mac === undefined) return 'malformed';
	// Without a secret anybody could sign.
	if (secret === '') return 'forged';
	const isGenuine = timingSafeEqual(Buffer.from(mac), Buffer.from(macOf({ ...facts, endsAt })));
	if (!isGenuine) return 'forged';
	return nowMs < Number(endsAt) ? undefined : 'expired';
}

interface MacFacts {
	urlPath: string;
	scope: string;
	endsAt: string;
	secret: string;
}

/** JSON keeps the parts apart: no two lists of texts are written alike. */
function macOf({ urlPath, scope, endsAt, secret }: MacFacts): string {
	const parts = [VERSION, plainId(scope), endsAt, ...lastTwoSegments(urlPath)];
	return createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
}

/** Services write IDs in lower case and with dashes; they accept a UUID that a user writes in other ways. */
function plainId(id: string): string {
	const lower = id.toLowerCase();
	const digits = lower.replaceAll('-', '');
	return /^[0-9a-f]{32}$/.test(digits) ? digits : lower;
}

function lastTwoSegments(urlPath: string): string[] {
	const [path = ''] = urlPath.split(/[?#]/, 1);
	const segments = path.split('/').filter((segment) => segment !== '');
	return segments.slice(-2).map(decoded);
}

/** A proxy may write a character as %xx, or no longer. */
function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

function isOther(pair: string, parameter: string): boolean {
	return pair !== '' && !new URLSearchParams(pair).has(parameter);
}
