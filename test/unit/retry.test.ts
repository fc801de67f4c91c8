import {
	backoffMs,
	isTransient,
	parseRetryAfterMs,
	retryDelayMs,
	surelyDidNothing,
	type FailedAttempt,
	type RetryRule,
} from '../../common/http/retry';

const NOW_MS = Date.UTC(2025, 0, 15, 10, 30, 0);
const longest = { nowMs: NOW_MS, random: () => 1 };
const shortest = { nowMs: NOW_MS, random: () => 0 };

describe('which failures pass', () => {
	it.each<[FailedAttempt, boolean]>([
		[{ statusCode: 408 }, true],
		[{ statusCode: 425 }, true],
		[{ statusCode: 429 }, true],
		[{ statusCode: 500 }, true],
		[{ statusCode: 502 }, true],
		[{ statusCode: 503 }, true],
		[{ statusCode: 504 }, true],
		[{ networkCode: 'ECONNREFUSED' }, true],
		[{ networkCode: 'ECONNRESET' }, true],
		[{ networkCode: 'ETIMEDOUT' }, true],
		[{ statusCode: 307 }, false],
		[{ statusCode: 400 }, false],
		[{ statusCode: 401 }, false],
		[{ statusCode: 403 }, false],
		[{ statusCode: 404 }, false],
		[{ statusCode: 422 }, false],
		[{ statusCode: 501 }, false],
		[{ networkCode: 'CERT_HAS_EXPIRED' }, false],
		[{ networkCode: 'ERR_INVALID_URL' }, false],
		[{ networkCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, false],
		[{ networkCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, false],
		[{ networkCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, false],
		[{}, false],
	])('%j: %s', (failed, expected) => {
		expect(isTransient(failed)).toBe(expected);
	});
});

describe('after which failures Noxus surely did nothing', () => {
	it.each<[FailedAttempt, boolean]>([
		[{ networkCode: 'ECONNREFUSED' }, true],
		[{ networkCode: 'ENOTFOUND' }, true],
		[{ networkCode: 'EAI_AGAIN' }, true],
		[{ networkCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, true],
		[{ networkCode: 'ERR_INVALID_URL' }, true],
		[{ statusCode: 307 }, true],
		[{ statusCode: 422 }, true],
		[{ statusCode: 429 }, true],
		[{ networkCode: 'ECONNRESET' }, false],
		[{ networkCode: 'ECONNABORTED' }, false],
		[{ networkCode: 'ETIMEDOUT' }, false],
		[{ statusCode: 200 }, false],
		[{ statusCode: 408 }, false],
		[{ statusCode: 500 }, false],
		[{ statusCode: 502 }, false],
		[{ statusCode: 504 }, false],
		[{}, false],
	])('%j: %s', (failed, expected) => {
		expect(surelyDidNothing(failed)).toBe(expected);
	});
});

describe('backoffMs', () => {
	const backoff = { firstMs: 500, factor: 2, capMs: 3000 };

	it.each([
		[1, 250, 500],
		[2, 500, 1000],
		[3, 1000, 2000],
		[4, 1500, 3000],
		[9, 1500, 3000],
	])('try %i is followed by %i to %i ms', (attempt, leastMs, mostMs) => {
		expect(backoffMs(attempt, backoff, () => 0)).toBe(leastMs);
		expect(backoffMs(attempt, backoff, () => 1)).toBe(mostMs);
	});
});

describe('parseRetryAfterMs', () => {
	it.each([
		['seconds', '7', 7000],
		['a part of a second', '0.5', 500],
		['no wait', '0', 0],
		['space around', ' 7 ', 7000],
		['a date', 'Wed, 15 Jan 2025 10:30:20 GMT', 20_000],
		['a date that has passed', 'Wed, 15 Jan 2025 10:29:00 GMT', 0],
		['no header', undefined, undefined],
		['nothing', '', undefined],
		['words', 'soon', undefined],
		['words with a number', 'about 5', undefined],
		['less than nothing', '-1', undefined],
	])('%s: %j is %s', (_name, header, expected) => {
		expect(parseRetryAfterMs(header, NOW_MS)).toBe(expected);
	});
});

describe('retryDelayMs', () => {
	it('makes six tries, as Noxus’s own SDK does', () => {
		const delays = [1, 2, 3, 4, 5, 6].map((attempt) =>
			retryDelayMs(attempt, 'read', { statusCode: 503 }, longest),
		);
		expect(delays).toEqual([500, 1000, 2000, 4000, 8000, undefined]);
	});

	it('makes fewer tries if the limits say so', () => {
		const failed = { statusCode: 503 };
		expect(retryDelayMs(1, 'read', failed, longest, 2)).toBe(500);
		expect(retryDelayMs(2, 'read', failed, longest, 2)).toBeUndefined();
	});

	it('varies the delay, so that many items do not come back at once', () => {
		expect(retryDelayMs(1, 'read', { statusCode: 503 }, shortest)).toBe(250);
	});

	it.each<[RetryRule, FailedAttempt, boolean]>([
		['read', { statusCode: 502 }, true],
		['read', { networkCode: 'ECONNRESET' }, true],
		['read', { statusCode: 404 }, false],
		['create', { statusCode: 429 }, true],
		['create', { networkCode: 'ECONNREFUSED' }, true],
		['create', { statusCode: 408 }, false],
		['create', { statusCode: 502 }, false],
		['create', { networkCode: 'ECONNRESET' }, false],
		['create', { statusCode: 422 }, false],
		['upload', { statusCode: 429 }, true],
		['upload', { statusCode: 502 }, true],
		['upload', { networkCode: 'ECONNRESET' }, true],
		['upload', { networkCode: 'ERR_CANCELED' }, true],
		['upload', { statusCode: 413 }, false],
		['upload', { statusCode: 422 }, false],
	])('a %s after %j is sent again: %s', (rule, failed, isSentAgain) => {
		expect(retryDelayMs(1, rule, failed, longest) !== undefined).toBe(isSentAgain);
	});

	it.each([
		['waits as long as Noxus asks', '7', 7000],
		['but never more than half a minute', '3600', 30_000],
		['and as it sees fit where the header says nothing', 'soon', 500],
	])('%s (Retry-After: %s)', (_name, retryAfter, expected) => {
		expect(retryDelayMs(1, 'create', { statusCode: 429, retryAfter }, longest)).toBe(expected);
	});
});
