export const DEFAULT_BASE_URL = 'https://backend.noxus.ai';

/**
 * The root that every `/v1/...` path is appended to: trimmed, without trailing slashes and without
 * a stray `/v1`, which people copy along from API examples.
 */
export function normalizeBaseUrl(baseUrl: unknown): string {
	const text = typeof baseUrl === 'string' ? baseUrl.trim() : '';
	const trimmed = text.replace(/\/+$/, '').replace(/\/v1$/, '').replace(/\/+$/, '');
	return trimmed === '' ? DEFAULT_BASE_URL : trimmed;
}
