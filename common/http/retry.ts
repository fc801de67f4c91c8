/**
 * When to send a request again, and after how long. Pure: the clock and the random source are
 * arguments.
 */

import { isRefusedBody } from './networkCode';

/**
 * `read` changes nothing at the service; `create` starts something and must not start it twice; `upload`
 * may store a file twice, of which one is never used.
 */
export type RetryRule = 'read' | 'create' | 'upload';

/** One attempt without success: an HTTP status, or a network code where no answer came. */
export interface FailedAttempt {
	statusCode?: number;
	networkCode?: string;
	retryAfter?: string;
}

export interface Backoff {
	firstMs: number;
	factor: number;
	capMs: number;
}

// As many attempts and the same cap as the SDK of Noxus (noxus_sdk/client.py): one and five more.
const MAX_ATTEMPTS = 6;
const MAX_DELAY_MS = 30_000;
const REQUEST_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: MAX_DELAY_MS };

const TRANSIENT_STATUS_CODES = new Set([408, 425, 429, 500, 502, 503, 504]);
// The connection never stood, so nothing can have started.
const NEVER_CONNECTED_CODES = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);
// Refused before anything was sent, and no better a moment later: also by n8n or a proxy.
const HOPELESS_CODE =
	/CERT|TLS|SSL|SIGNATURE|EPROTO|ERR_INVALID_URL|^SSRF_BLOCKED$|^PRIVATE_REDIRECT$|^Proxy connection/;

/** Whether the service surely did nothing with the request, so that sending it again starts nothing twice. */
export function surelyDidNothing({ statusCode, networkCode }: FailedAttempt): boolean {
	if (networkCode !== undefined) {
		return NEVER_CONNECTED_CODES.has(networkCode) || HOPELESS_CODE.test(networkCode);
	}
	// A 2xx that makes no sense comes from something that took the request, and 303 is what a web
	// application answers to a POST that it has handled (RFC 9110 15.4.4).
	if (statusCode === undefined || statusCode === 303 || statusCode === 408) return false;
	return statusCode >= 300 && statusCode < 500;
}

/** Whether the same request may well succeed a little later. */
export function isTransient({ statusCode, networkCode }: FailedAttempt): boolean {
	if (networkCode !== undefined) {
		return !HOPELESS_CODE.test(networkCode) && !isRefusedBody(networkCode);
	}
	return statusCode !== undefined && TRANSIENT_STATUS_CODES.has(statusCode);
}

/** Exponential delay in ms for the n-th try (from 1), between half of it and all of it at random. */
export function backoffMs(attempt: number, backoff: Backoff, random: () => number): number {
	const fullMs = Math.min(backoff.firstMs * backoff.factor ** (attempt - 1), backoff.capMs);
	return Math.round(fullMs / 2 + (fullMs / 2) * random());
}

/** A Retry-After header (seconds or an HTTP date, RFC 9110 10.2.3) as ms from now, or undefined. */
export function parseRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
	const text = header?.trim();
	if (!text) return undefined;
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
	// Date.parse makes a date of "-1" too, and then nobody would wait at all.
	if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
	const atMs = Date.parse(text);
	return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/**
 * How long to wait before the next try, in ms, or undefined when this was the last one.
 * `attempt` counts from 1. A create is sent again only where it surely did nothing.
 */
export function retryDelayMs(
	attempt: number,
	rule: RetryRule,
	failed: FailedAttempt,
	clock: { nowMs: number; random: () => number },
	maxAttempts = MAX_ATTEMPTS,
): number | undefined {
	if (attempt >= maxAttempts || !isTransient(failed)) return undefined;
	if (rule === 'create' && !surelyDidNothing(failed)) return undefined;
	const askedMs = parseRetryAfterMs(failed.retryAfter, clock.nowMs);
	if (askedMs !== undefined) return Math.min(askedMs, MAX_DELAY_MS);
	return backoffMs(attempt, REQUEST_BACKOFF, clock.random);
}
