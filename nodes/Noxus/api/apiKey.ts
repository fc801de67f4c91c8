/** What copying from a web page leaves at the ends of a key: blanks, also those of no width. */
const AROUND = /^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/g;

/** The API key in a credential, as it is sent and as secrets are derived from it. Pure. */
export function toApiKey(value: unknown): string {
	return typeof value === 'string' ? value.replace(AROUND, '') : '';
}

/** The header of a request with the key (API page "Introduction"). */
export function apiKeyHeader(apiKey: unknown): { 'X-API-Key': string } {
	return { 'X-API-Key': toApiKey(apiKey) };
}
