/** The texts for responses with an HTTP status that is not a success. Pure. */

import type { RequestFailure } from './requestFailure';
import type { Advice, ApiService } from './service';

/**
 * The text for a status: what is not 3xx, and 2xx for an answer that makes no sense.
 */
export function adviceForStatus({ name }: ApiService, failure: RequestFailure): Advice {
	const { statusCode = 0, isForeign, detail } = failure;
	const named = ({ message, advice }: Advice) => ({
		message: message.replaceAll('{name}', name),
		advice: advice.replaceAll('{name}', name),
	});
	const withCode = (text: Advice) => {
		const { message, advice } = named(text);
		return { message: `${message} [${statusCode}]`, advice };
	};
	if (statusCode < 300) return named(withReceived(NOT_THE_API, failure));
	if (isForeign && statusCode === 404) return withCode(NOT_THE_API);
	if (isForeign && (statusCode === 401 || statusCode === 403)) return withCode(REFUSED_ON_THE_WAY);
	const known = STATUS_ADVICE[statusCode];
	if (known !== undefined) return withCode(known);
	if (statusCode >= 500) return withCode(OF_SERVER);
	return {
		message: `${name} did not accept the request [${statusCode}]${detail ? `: ${detail}` : ''}`,
		advice: 'Check the fields of this node.',
	};
}

function withReceived(
	{ message, advice }: Advice,
	{ statusCode, received }: RequestFailure,
): Advice {
	if (received === undefined) return { message, advice };
	return { message, advice: `It returned ${received} [${statusCode}]. ${advice}` };
}

const NOT_THE_API: Advice = {
	message: 'The server at the Base URL does not look like the {name} API',
	advice:
		'Check the Base URL of the {name} credential. It must be the URL of the API, not of the app.',
};

const REFUSED_ON_THE_WAY: Advice = {
	message: 'A server between n8n and {name} refused the request',
	advice:
		'This response is not from {name}, but from a proxy, a firewall or a login page. Allow n8n through, and check the Base URL of the {name} credential.',
};

const OF_SERVER: Advice = {
	message: '{name} could not handle the request',
	advice: 'The cause is {name}, or a proxy in front of it. Try again later.',
};

const STATUS_ADVICE: Record<number, Advice | undefined> = {
	401: {
		message: '{name} did not accept the API key',
		advice:
			'The key is wrong or revoked, or belongs to another {name} host. Check the API Key and the Base URL of the {name} credential.',
	},
	403: {
		message: 'The API key is not allowed to do this',
		advice: 'Use an API key that has this permission.',
	},
	404: {
		message: 'This ID was not found in {name}',
		advice:
			'Check the ID, that the API key has access to it, and the Base URL of the {name} credential.',
	},
	407: {
		message: 'The proxy between n8n and {name} requires a login',
		advice:
			'Check the proxy settings of n8n (HTTP_PROXY, HTTPS_PROXY), including the user name and password.',
	},
	413: {
		message: 'The input is too large for {name}',
		advice: 'Send less data in one request.',
	},
	429: {
		message: '{name} rate limit exceeded, even after several attempts',
		advice: 'Send fewer items at a time, or try again later.',
	},
};
