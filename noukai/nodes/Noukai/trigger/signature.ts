/**
 * How Noukai signs its callbacks, all in this file, because the documentation does not show all of it.
 * Known (docs.noukai.xyz, API Reference > Webhooks): HMAC-SHA256; the header has `t=` and `v1=`, and
 * for 24 h after a rotation `v2=` with the previous secret; one that fits is enough. What is signed,
 * the encoding and the bytes of the secret are the usual ones of such a header, and options. Pure.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';

/** In lower case, as Node.js has the names of headers. */
export const SIGNATURE_HEADER = 'x-noukai-signature';

/** What is known of no source, and may be chosen. */
export interface SignatureFormat {
	signedContent: 'timeDotBody' | 'timeColonBody' | 'body';
	encoding: 'hex' | 'base64';
	secretFormat: 'text' | 'withoutPrefix' | 'base64';
}

/** What the options begin with. */
export const DEFAULT_FORMAT: SignatureFormat = {
	signedContent: 'timeDotBody',
	encoding: 'hex',
	secretFormat: 'text',
};

export interface SignatureFacts {
	/** The value of the header, whatever a stranger made of it. */
	header: unknown;
	/** The body as it was sent, byte for byte. */
	rawBody: Buffer;
	/** Not empty. */
	secret: string;
	nowMs: number;
	/** How far the time of the signature may be from now, in either direction. */
	toleranceMs: number;
	format: SignatureFormat;
}

/** Why a signature is not accepted. `old` and `future` are said of genuine ones only. */
export type SignatureProblem = 'missing' | 'malformed' | 'wrong' | 'old' | 'future';

/** `v2` fits if the secret that was given is the one before the last rotation. */
export type SignatureCheck = { fits: 'v1' | 'v2' } | { problem: SignatureProblem; ageMs?: number };

const MAX_HEADER_CHARS = 1_000;
const TIME = /^\d{1,12}$/;

/** Whether the header signs the body with the secret, at about this time. Never throws. */
export function checkSignature(facts: SignatureFacts): SignatureCheck {
	const { header, nowMs, toleranceMs } = facts;
	if (header === undefined || header === '') return { problem: 'missing' };
	const parts = readHeader(header);
	if (parts === undefined) return { problem: 'malformed' };
	const digest = digestOf(parts.time, facts);
	const fits = [isSame(parts.v1, digest, facts.format), isSame(parts.v2, digest, facts.format)];
	if (!fits.includes(true)) return { problem: 'wrong' };
	const ageMs = nowMs - Number(parts.time) * 1000;
	if (ageMs > toleranceMs) return { problem: 'old', ageMs };
	if (ageMs < -toleranceMs) return { problem: 'future', ageMs };
	return { fits: fits[0] === true ? 'v1' : 'v2' };
}

interface HeaderParts {
	/** Unix time in seconds, as it stands there. */
	time: string;
	v1: string | undefined;
	v2: string | undefined;
}

/**
 * The parts of a header such as `t=1780604800,v1=5f0c…`, in any order, others ignored. Undefined if one
 * is missing or there twice: Node.js joins a header that is sent twice by a comma.
 */
function readHeader(header: unknown): HeaderParts | undefined {
	if (typeof header !== 'string' || header.length > MAX_HEADER_CHARS) return undefined;
	const pairs = header.split(',').map(readPair);
	const valuesOf = (name: string) => pairs.flatMap(([key, value]) => (key === name ? [value] : []));
	const [times, v1, v2] = [valuesOf('t'), valuesOf('v1'), valuesOf('v2')];
	const [time = ''] = times;
	const isOnce = times.length === 1 && v1.length <= 1 && v2.length <= 1;
	if (!isOnce || !TIME.test(time) || v1.length + v2.length === 0) return undefined;
	return { time, v1: v1[0], v2: v2[0] };
}

function readPair(pair: string): [string, string] {
	const at = pair.indexOf('=');
	return at === -1 ? ['', ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function digestOf(time: string, { rawBody, secret, format }: SignatureFacts): Buffer {
	const hmac = createHmac('sha256', secretBytes(secret, format.secretFormat));
	if (format.signedContent === 'timeDotBody') hmac.update(`${time}.`);
	if (format.signedContent === 'timeColonBody') hmac.update(`${time}:`);
	return hmac.update(rawBody).digest();
}

/** Secrets such as `whsec_…` have a prefix before what may be base64. */
function secretBytes(secret: string, format: SignatureFormat['secretFormat']): Buffer {
	if (format === 'text') return Buffer.from(secret);
	const bare = secret.replace(/^[a-z]+_/, '');
	return Buffer.from(bare, format === 'base64' ? 'base64' : 'utf8');
}

/** In constant time. Hex in either case, and base64 in both alphabets, with padding or without. */
function isSame(given: string | undefined, digest: Buffer, { encoding }: SignatureFormat): boolean {
	if (given === undefined) return false;
	const isEncoded = encoding === 'hex' ? /^[\da-f]{64}$/i : /^[\w+/-]{43}=?$/;
	return isEncoded.test(given) && timingSafeEqual(Buffer.from(given, encoding), digest);
}
