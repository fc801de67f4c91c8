/** The texts for requests to which no answer came. Pure. */

import type { Advice } from './advice';
import type { RequestFailure } from './errors';
import { BLOCKED_BY_N8N } from './networkCode';

/** What whoever runs n8n is to set, for a host that its SSRF protection blocks. */
export const ALLOW_HOST =
	'Whoever runs n8n can allow it: put the host into N8N_SSRF_ALLOWED_HOSTNAMES, or its network into N8N_SSRF_ALLOWED_IP_RANGES, and start n8n again.';

/** By the code of the fault; the first that fits counts. */
const ADVICE_BY_CODE: Array<[RegExp, Advice]> = [
	[
		new RegExp(`^${BLOCKED_BY_N8N}$`),
		{
			message: 'The SSRF protection of n8n does not let requests through to Noxus',
			advice: `The host in the Base URL of the Noxus credential is in a private network, or blocked by name. ${ALLOW_HOST}`,
		},
	],
	[
		/^Proxy connection/,
		{
			message: 'The proxy between n8n and Noxus refused the connection',
			advice:
				'Check the proxy settings of n8n (HTTP_PROXY, HTTPS_PROXY, NO_PROXY), and whether the proxy lets n8n through to the host in the Base URL of the Noxus credential.',
		},
	],
	[
		/ABORTED|CANCELED/,
		{
			message: 'Noxus did not answer in time',
			advice: 'It may be busy, or something between n8n and Noxus may be slow. Try again later.',
		},
	],
	[
		/TIMEDOUT/,
		{
			message: 'The connection to Noxus timed out',
			advice:
				'Nothing came back from there. Check the Base URL of the Noxus credential, and whether a firewall or a proxy lets n8n through to that host.',
		},
	],
	[
		/^(ENOTFOUND|EAI_AGAIN)$/,
		{
			message: 'The host name of Noxus could not be looked up',
			advice:
				'Check the Base URL of the Noxus credential for a slip, and the DNS of the machine or container that n8n runs in.',
		},
	],
	[
		/EPROTO|WRONG_VERSION|PACKET_LENGTH/,
		{
			message: 'What answers at the Base URL does not speak TLS',
			advice:
				'The Base URL of the Noxus credential begins with https://: check its port, or begin it with http:// if that Noxus has no TLS.',
		},
	],
	[
		/CERT|TLS|SSL|SIGNATURE/,
		{
			message: 'The TLS certificate of the Noxus host is not trusted by n8n',
			advice:
				'Check the Base URL of the Noxus credential, and that the certificate has not expired and is for that host. For a certificate of your own, give its CA to n8n with NODE_EXTRA_CA_CERTS.',
		},
	],
	[
		/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
		{
			message: 'n8n could not reach Noxus',
			advice:
				'Check host and port in the Base URL of the Noxus credential, that Noxus is up there, and the network and proxy of n8n. In a container, localhost is the container itself.',
		},
	],
	[
		/^(ECONNRESET|EPIPE|socket hang up)$/,
		{
			message: 'The connection to Noxus was cut',
			advice:
				'Noxus may have been restarted, or a proxy or firewall between n8n and Noxus cut it. Try again later.',
		},
	],
	[
		/^HPE_/,
		{
			message: 'What answers at the Base URL does not look like the Noxus API',
			advice:
				'Check the Base URL of the Noxus credential: its port, and whether it must begin with https://.',
		},
	],
];

const OTHER: Advice = {
	message: 'n8n could not reach Noxus, or the connection was cut',
	advice: 'Check the Base URL of the Noxus credential, and the network and proxy of n8n.',
};

/** The text for a request to which no answer came, with the code of the fault at its end. */
export function adviceForNoAnswer({ networkCode = '', path, isOutOfTime }: RequestFailure): Advice {
	if (isOutOfTime && /ABORTED|TIMEDOUT/.test(networkCode)) return describeOutOfTime(path);
	const { message, advice } =
		ADVICE_BY_CODE.find(([codes]) => codes.test(networkCode))?.[1] ?? OTHER;
	return { message, advice: `${advice} (${networkCode})` };
}

/** Somebody gave it less time than Noxus took, which says nothing about the network. */
function describeOutOfTime(path: string): Advice {
	const message = 'The time for this was over before Noxus answered';
	return /\/runs$/.test(path)
		? { message, advice: 'The list of runs may be long: choose workflows, or look less often.' }
		: { message, advice: 'Noxus may be busy or away. Try again later, or with a longer Max Wait.' };
}
