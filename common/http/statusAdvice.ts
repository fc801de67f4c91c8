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
	message: 'What answers at the Base URL does not look like the {name} API',
	advice:
		'Check the Base URL of the {name} credential: it is the address of the API, not of the app.',
};

const REFUSED_ON_THE_WAY: Advice = {
	message: 'Something between n8n and {name} refused the request',
	advice:
		'This is not how {name} answers: a proxy, a firewall or a login may stand before it. Have it let n8n through, and check the Base URL of the {name} credential.',
};

const OF_SERVER: Advice = {
	message: '{name} could not handle the request',
	advice: 'The cause is {name} or a proxy before it. Try again later.',
};

const STATUS_ADVICE: Record<number, Advice | undefined> = {
	401: {
		message: '{name} did not accept the API key',
		advice:
			'Either the key is wrong or revoked, or it belongs to another {name} host: check both the API Key and the Base URL of the {name} credential.',
	},
	403: {
		message: 'The API key is not allowed to do this',
		advice: 'Use a key with the permission.',
	},
	404: {
		message: '{name} does not know this ID',
		advice:
			'Check the IDs, that the API key may read what they belong to, and the Base URL of the {name} credential.',
	},
	407: {
		message: 'The proxy between n8n and {name} wants a login',
		advice:
			'Check the proxy settings of n8n (HTTP_PROXY, HTTPS_PROXY), and the name and password in them.',
	},
	413: {
		message: 'The input is too large for {name}',
		advice: 'Send less in one request.',
	},
	429: {
		message: '{name} asks to slow down, also after several attempts',
		advice: 'Send fewer items at a time, or try again later.',
	},
};
