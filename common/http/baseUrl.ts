import type { ApiService } from './service';

/** The root of all paths in a credential, or what is wrong with it. */
export type CheckedBaseUrl = { baseUrl: string } | { message: string; description: string };

/** Reads the Base URL of a credential: the one rule for the nodes and for the test of the credential. Pure. */
export function checkBaseUrl(
	{ name, defaultBaseUrl, toBaseUrl }: ApiService,
	value: unknown,
): CheckedBaseUrl {
	const baseUrl = toBaseUrl(value);
	if (/^https?:\/\/[^/]/i.test(baseUrl) && URL.canParse(baseUrl)) return { baseUrl };
	// The value is not shown: people paste the API key into the wrong field.
	return {
		message: `The Base URL of the ${name} credential must begin with http:// or https://`,
		description: `Enter the URL of the ${name} API. For the ${name} cloud, it is ${defaultBaseUrl}.`,
	};
}
