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
	'The administrator of n8n can allow it: put the host into N8N_SSRF_ALLOWED_HOSTNAMES, or its network into N8N_SSRF_ALLOWED_IP_RANGES, and start n8n again.';

const RETURN_LESS = 'Have {name} return less, for example large texts and tables as files.';

/** By the code of the fault; the first that matches counts. `{name}` is the service. */
const ADVICE_BY_CODE: Array<[RegExp, Advice]> = [
	[
		new RegExp(`^${TOO_LARGE}$`),
		{
			message: `The response of {name} is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB`,
			advice: `It was not read to its end, because n8n would run out of memory. ${RETURN_LESS}`,
		},
	],
	[
		new RegExp(`^${FILE_TOO_LARGE}$`),
		{
			message: 'The file from {name} does not end',
			advice:
				'The server did not announce its size, and more than 1 GB came. Have {name} send the Content-Length of such a file.',
		},
	],
	[
		new RegExp(`^${TOO_MANY}$`),
		{
			message: 'The response of {name} has too many values',
			advice: `At most ${API_BOUNDS.maxValues.toLocaleString('en-US')} are accepted, and ${API_BOUNDS.maxKeys.toLocaleString('en-US')} in one object, because n8n would stand still for all its users while it handles more. ${RETURN_LESS}`,
		},
	],
	[
		new RegExp(`^${TOO_DEEP}$`),
		{
			message:
				'The response of {name} has too many levels of lists and objects inside of each other',
			advice: `At most ${API_BOUNDS.maxDepth} are accepted, because n8n cannot store more. Return such data as text or as a file.`,
		},
	],
	[
		new RegExp(`^${BLOCKED_TARGET}$`),
		{
			message: '{name} redirects to an address in a private network',
			advice: 'It was not followed: a public service must not lead n8n into its own network.',
		},
	],
	[
		new RegExp(`^${BLOCKED_BY_N8N}$`),
		{
			message: 'The SSRF protection of n8n does not let requests through to {name}',
			advice: `The host in the Base URL of the {name} credential is in a private network, or blocked by name. ${allowHostAdvice}`,
		},
	],
	[
		/^Proxy connection/,
		{
			message: 'The proxy between n8n and {name} refused the connection',
			advice:
				'Check the proxy settings of n8n (HTTP_PROXY, HTTPS_PROXY, NO_PROXY), and whether the proxy lets n8n through to the host in the Base URL of the {name} credential.',
		},
	],
	[
		/ABORTED|CANCELED/,
		{
			message: '{name} did not answer in time',
			advice: 'It may be busy, or something between n8n and {name} may be slow. Try again later.',
		},
	],
	[
		/TIMEDOUT/,
		{
			message: 'The connection to {name} timed out',
			advice:
				'Nothing came back from there. Check the Base URL of the {name} credential, and whether a firewall or a proxy lets n8n through to that host.',
		},
	],
	[
		/^(ENOTFOUND|EAI_AGAIN)$/,
		{
			message: 'The host name of {name} could not be looked up',
			advice:
				'Check the Base URL of the {name} credential for a slip, and the DNS of the machine or container that n8n runs in.',
		},
	],
	[
		/EPROTO|WRONG_VERSION|PACKET_LENGTH/,
		{
			message: 'What answers at the Base URL does not speak TLS',
			advice:
				'The Base URL of the {name} credential begins with https://: check its port, or begin it with http:// if that {name} has no TLS.',
		},
	],
	[
		/CERT|TLS|SSL|SIGNATURE/,
		{
			message: 'The TLS certificate of the {name} host is not trusted by n8n',
			advice:
				'Check the Base URL of the {name} credential, and that the certificate has not expired and is for that host. For a certificate of your own, give its CA to n8n with NODE_EXTRA_CA_CERTS.',
		},
	],
	[
		/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
		{
			message: 'n8n could not reach {name}',
			advice:
				'Check host and port in the Base URL of the {name} credential, that {name} is up there, and the network and proxy of n8n. In a container, localhost is the container itself.',
		},
	],
	[
		/^(ECONNRESET|EPIPE|socket hang up)$/,
		{
			message: 'The connection to {name} was cut',
			advice:
				'{name} may have been restarted, or a proxy or firewall between n8n and {name} cut it. Try again later.',
		},
	],
	[
		/^HPE_/,
		{
			message: 'What answers at the Base URL does not look like the {name} API',
			advice:
				'Check the Base URL of the {name} credential: its port, and whether it must begin with https://.',
		},
	],
];

const OTHER: Advice = {
	message: 'n8n could not reach {name}, or the connection was cut',
	advice: 'Check the Base URL of the {name} credential, and the network and proxy of n8n.',
};

/** The text for a request to which no answer came, with the code of the fault at its end. */
export function adviceForNoAnswer(
	{ name }: ApiService,
	{ networkCode = '', isOutOfTime }: RequestFailure,
): Advice {
	if (isOutOfTime && /ABORTED|TIMEDOUT/.test(networkCode)) {
		const message = `The time for this was over before ${name} answered`;
		return { message, advice: `${name} may be busy or unreachable. Try again later.` };
	}
	const { message, advice } =
		ADVICE_BY_CODE.find(([codes]) => codes.test(networkCode))?.[1] ?? OTHER;
	const named = (text: string) => text.replaceAll('{name}', name);
	return { message: named(message), advice: `${named(advice)} (${networkCode})` };
}
