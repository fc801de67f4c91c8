/** The texts for requests to which no answer came. Pure. */

import type { RequestFailure } from './requestFailure';
import { API_BOUNDS, MAX_BODY_BYTES } from './body';
import {
	BLOCKED_BY_N8N,
	BLOCKED_TARGET,
	FILE_TOO_LARGE,
	TOO_DEEP,
	TOO_LARGE,
	TOO_MANY,
} from './networkCode';
import type { Advice, ApiService } from './service';

/** What the administrator of n8n is to set, for a host that its SSRF protection blocks. */
export const allowHostAdvice =
	'The administrator of n8n can allow it: add the host to N8N_SSRF_ALLOWED_HOSTNAMES, or its network to N8N_SSRF_ALLOWED_IP_RANGES, and restart n8n.';

const RETURN_LESS = 'Let {name} return less data, for example large texts and tables as files.';

/** By the code of the fault; the first that matches counts. `{name}` is the service. */
const ADVICE_BY_CODE: Array<[RegExp, Advice]> = [
	[
		new RegExp(`^${TOO_LARGE}$`),
		{
			message: `The response of {name} is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB`,
			advice: `The rest was not read, to protect the memory of n8n. ${RETURN_LESS}`,
		},
	],
	[
		new RegExp(`^${FILE_TOO_LARGE}$`),
		{
			message: 'The file from {name} is too large to read without a known size',
			advice:
				'Files without a Content-Length header are read up to 1 GB. Let {name} send this header for large files.',
		},
	],
	[
		new RegExp(`^${TOO_MANY}$`),
		{
			message: 'The response of {name} has too many values',
			advice: `At most ${API_BOUNDS.maxValues.toLocaleString('en-US')} are accepted, and ${API_BOUNDS.maxKeys.toLocaleString('en-US')} in one object, to keep n8n responsive. ${RETURN_LESS}`,
		},
	],
	[
		new RegExp(`^${TOO_DEEP}$`),
		{
			message: 'The response of {name} is nested too deeply',
			advice: `At most ${API_BOUNDS.maxDepth} levels are accepted, because n8n cannot store more. Return such data as text or as a file.`,
		},
	],
	[
		new RegExp(`^${BLOCKED_TARGET}$`),
		{
			message: '{name} redirects to an address in a private network',
			advice:
				'The redirect was not followed, because a public service must not direct n8n into its own network.',
		},
	],
	[
		new RegExp(`^${BLOCKED_BY_N8N}$`),
		{
			message: 'The SSRF protection of n8n blocks requests to {name}',
			advice: `The host in the Base URL of the {name} credential is in a private network, or blocked by its name. ${allowHostAdvice}`,
		},
	],
	[
		/^Proxy connection/,
		{
			message: 'The proxy between n8n and {name} refused the connection',
			advice:
				'Check the proxy settings of n8n (HTTP_PROXY, HTTPS_PROXY, NO_PROXY), and that the proxy allows requests to the host in the Base URL of the {name} credential.',
		},
	],
	[
		/ABORTED|CANCELED/,
		{
			message: '{name} did not respond in time',
			advice: '{name}, or the network in between, may be slow. Try again later.',
		},
	],
	[
		/TIMEDOUT/,
		{
			message: 'The connection to {name} timed out',
			advice:
				'Check the Base URL of the {name} credential, and that no firewall or proxy blocks n8n.',
		},
	],
	[
		/^(ENOTFOUND|EAI_AGAIN)$/,
		{
			message: 'The host name of {name} could not be resolved',
			advice:
				'Check the Base URL of the {name} credential for typing errors, and the DNS of the machine or container that n8n runs in.',
		},
	],
	[
		/EPROTO|WRONG_VERSION|PACKET_LENGTH/,
		{
			message: 'The server at the Base URL does not use TLS',
			advice:
				'The Base URL of the {name} credential begins with https://. Check its port, or use http:// if the server has no TLS.',
		},
	],
	[
		/CERT|TLS|SSL|SIGNATURE/,
		{
			message: 'n8n does not trust the TLS certificate of the {name} host',
			advice:
				'Check the Base URL of the {name} credential, and that the certificate is for that host and has not expired. For your own certificate authority, set NODE_EXTRA_CA_CERTS for n8n.',
		},
	],
	[
		/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
		{
			message: 'n8n could not reach {name}',
			advice:
				'Check the host and port in the Base URL of the {name} credential, that {name} is running, and the network and proxy of n8n. In a container, localhost is the container itself.',
		},
	],
	[
		/^(ECONNRESET|EPIPE|socket hang up)$/,
		{
			message: 'The connection to {name} was closed unexpectedly',
			advice:
				'{name} may have restarted, or a proxy or firewall may have closed the connection. Try again later.',
		},
	],
	[
		/^HPE_/,
		{
			message: 'The server at the Base URL does not look like the {name} API',
			advice: 'Check the Base URL of the {name} credential, including its port and https://.',
		},
	],
];

const OTHER: Advice = {
	message: 'n8n could not reach {name}, or the connection was closed',
	advice: 'Check the Base URL of the {name} credential, and the network and proxy of n8n.',
};

/** The text for a request to which no answer came, with the code of the fault at its end. */
export function adviceForNoAnswer(
	{ name }: ApiService,
	{ networkCode = '', isOutOfTime }: RequestFailure,
): Advice {
	if (isOutOfTime && /ABORTED|TIMEDOUT/.test(networkCode)) {
		const message = `${name} did not respond within the time limit`;
		return { message, advice: `${name} may be busy or unreachable. Try again later.` };
	}
	const { message, advice } =
		ADVICE_BY_CODE.find(([codes]) => codes.test(networkCode))?.[1] ?? OTHER;
	const named = (text: string) => text.replaceAll('{name}', name);
	return { message: named(message), advice: `${named(advice)} (${networkCode})` };
}
