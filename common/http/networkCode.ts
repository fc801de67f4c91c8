/** Gives a name to what kept an answer from coming. Pure. */

/** Our code for a request that n8n itself refused to send; its errors for that carry none. */
export const BLOCKED_BY_N8N = 'SSRF_BLOCKED';

/** Our code for a redirect of a file to an address that only a private network can reach. */
export const BLOCKED_TARGET = 'PRIVATE_REDIRECT';

/** Our code for a body that is larger than the request accepts. */
export const TOO_LARGE = 'BODY_TOO_LARGE';

/** Our code for a file that is larger than one may be whose size was not announced. */
export const FILE_TOO_LARGE = 'FILE_TOO_LARGE';

/** Our code for JSON with more values than are handled. */
export const TOO_MANY = 'JSON_TOO_MANY_VALUES';

/** Our code for JSON with more levels of lists and objects than are handled. */
export const TOO_DEEP = 'JSON_TOO_DEEP';

/** Whether a body was refused for its size or shape, which another attempt will not change. */
export function isRefusedBody(networkCode: string | undefined): boolean {
	return [TOO_LARGE, FILE_TOO_LARGE, TOO_MANY, TOO_DEEP].some((code) => code === networkCode);
}

/** How many causes of an error are read: n8n's, axios's, Node's. */
const MAX_DEPTH = 5;

/**
 * The code of a network fault inside n8n's NodeApiError; the axios error is its hidden cause. n8n
 * 1.123 loses the cause (n8n-workflow 1.120 errors/abstract/execution-base.error) and has `httpCode`.
 * The error of a body that breaks off has the code itself.
 */
export function networkCodeOf(error: unknown): string {
	if (isBlockedByN8n(error)) return BLOCKED_BY_N8N;
	const { cause, httpCode, code, message } = (error ?? {}) as {
		cause?: { code?: unknown };
		httpCode?: unknown;
		code?: unknown;
		message?: unknown;
	};
	const codes = [cause?.code, httpCode, code];
	const found = codes.find((one) => typeof one === 'string' && one !== '');
	if (typeof found === 'string') return found;
	return typeof message === 'string' && message !== '' ? message.slice(0, 200) : 'UNKNOWN';
}

/** n8n's errors are named SsrfBlockedIpError and SsrfBlockedHostnameError (@n8n/backend-network). */
function isBlockedByN8n(error: unknown, depth = 0): boolean {
	if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
	const { name, cause } = error as { name?: unknown; cause?: unknown };
	return /^SsrfBlocked/.test(String(name)) || isBlockedByN8n(cause, depth + 1);
}
