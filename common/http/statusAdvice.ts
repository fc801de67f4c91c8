/** The texts for answers with an HTTP status that is no success. Pure. */

import type { Advice } from './advice';
import type { RequestFailure } from './errors';

const NOT_THE_API = 'What answers at the Base URL does not look like the Noxus API';
const USE_API_ADDRESS =
	'Check the Base URL of the Noxus credential: it is the address of the API, not of the app.';

/** The text for a status: what is not 3xx, and 2xx for an answer that makes no sense. */
export function adviceForStatus(failure: RequestFailure): Advice {
	const { statusCode = 0, path, isForeign, detail } = failure;
	const withCode = ({ message, advice }: Advice) => ({
		message: `${message} [${statusCode}]`,
		advice,
	});
	if (statusCode < 300) return { message: NOT_THE_API, advice: USE_API_ADDRESS };
	if (isForeign && statusCode === 404)
		return withCode({ message: NOT_THE_API, advice: USE_API_ADDRESS });
	if (isForeign && (statusCode === 401 || statusCode === 403)) return withCode(REFUSED_ON_THE_WAY);
	if (statusCode === 413 && path === '/v1/file') return withCode(FILE_TOO_LARGE);
	const known = STATUS_ADVICE[statusCode];
	if (known !== undefined) return withCode(known);
	if (statusCode >= 500) return withCode(OF_SERVER);
	return {
		message: `Noxus did not accept the request [${statusCode}]${detail ? `: ${detail}` : ''}`,
		advice: 'Check the fields of this node.',
	};
}

const REFUSED_ON_THE_WAY: Advice = {
	message: 'Something between n8n and Noxus refused the request',
	advice:
		'This is not how Noxus answers: a proxy, a firewall or a login may stand before it. Have it let n8n through, and check the Base URL of the Noxus credential.',
};

const FILE_TOO_LARGE: Advice = {
	message: 'The file is larger than Noxus takes',
	advice: 'Send a smaller one, or raise the limit of Noxus or of the proxy before it.',
};

const OF_SERVER: Advice = {
	message: 'Noxus could not handle the request',
	advice: 'This lies with Noxus or a proxy before it. Try again later.',
};

const STATUS_ADVICE: Record<number, Advice | undefined> = {
	401: {
		message: 'Noxus did not accept the API key',
		advice:
			'Either the key is wrong or revoked, or it belongs to another Noxus host: check both the API Key and the Base URL of the Noxus credential.',
	},
	403: {
		message: 'The API key is not allowed to do this',
		advice:
			'Use a key with the permission, from Noxus: Settings > Organization > Workspaces > API Keys.',
	},
	404: {
		message: 'Noxus does not know this ID',
		advice:
			'Check the workflow, run, version and file IDs, that the API key belongs to the workspace they live in, and the Base URL of the Noxus credential.',
	},
	407: {
		message: 'The proxy between n8n and Noxus wants a login',
		advice:
			'Check the proxy settings of n8n (HTTP_PROXY, HTTPS_PROXY), and the name and password in them.',
	},
	413: {
		message: 'The input is too large for Noxus',
		advice:
			'If there are files in it, choose Upload First in the option Send Files, or give the run the spot:// uri that File: Upload returns.',
	},
	429: {
		message: 'Noxus asks to slow down, also after several tries',
		advice: 'Send fewer items at a time, or try again later.',
	},
};
