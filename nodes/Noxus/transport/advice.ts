import type { RequestFailure } from './errors';

/** What happened, and what to do about it. */
export interface Advice {
	message: string;
	advice: string;
}

/** The text for a request that ended without success. Pure. */
export function adviceFor(failure: RequestFailure): Advice {
	if (failure.storageHost !== undefined) return describeStorage(failure);
	return failure.networkCode !== undefined ? describeNoAnswer(failure) : describeStatus(failure);
}

function describeStorage({ storageHost, statusCode, networkCode }: RequestFailure): Advice {
	const happened = `The storage that Noxus points to did not give the file [${statusCode ?? networkCode}]`;
	return {
		message: happened,
		advice: `Noxus redirects the download to ${storageHost}. Check that n8n can reach it, and try again. The API key is not sent to another host.`,
	};
}

function describeNoAnswer({ networkCode = '', path }: RequestFailure): Advice {
	if (/ABORTED|TIMEDOUT|CANCELED/.test(networkCode)) {
		const ofRuns = ' For runs over 2 minutes, Create and Wait is safer than Create Sync.';
		return {
			message: 'Noxus did not answer in time',
			advice: `Check the network between n8n and Noxus.${path.includes('/runs') ? ofRuns : ''}`,
		};
	}
	if (/CERT|TLS|SSL|SIGNATURE/.test(networkCode)) {
		return {
			message: 'The TLS certificate of the Noxus host is not trusted by n8n',
			advice: `Check the Base URL of the Noxus credential. For a certificate of your own, give its CA to n8n with NODE_EXTRA_CA_CERTS. (${networkCode})`,
		};
	}
	return {
		message: 'n8n could not reach Noxus, or the connection was cut',
		advice: `Check the Base URL of the Noxus credential, and the network and proxy of n8n. (${networkCode})`,
	};
}

function describeStatus({ statusCode = 0, path, location, detail }: RequestFailure): Advice {
	if (statusCode < 300) {
		return {
			message: 'What answers at the Base URL does not look like the Noxus API',
			advice:
				'Check the Base URL of the Noxus credential: it is the address of the API, not of the app.',
		};
	}
	if (statusCode === 413 && path === '/v1/file') {
		const advice = 'Send a smaller one, or raise the limit of Noxus or of the proxy before it.';
		return { message: 'The file is larger than Noxus takes [413]', advice };
	}
	if (statusCode >= 300 && statusCode < 400) {
		return {
			message: `Noxus redirects this address [${statusCode}]`,
			advice: `n8n does not follow, because the API key would go along. Set the Base URL of the Noxus credential to the address it points to${location ? `: ${location}` : '.'}`,
		};
	}
	const known = STATUS_ADVICE[statusCode];
	if (known !== undefined) return { ...known, message: `${known.message} [${statusCode}]` };
	if (statusCode >= 500) {
		return {
			message: `Noxus could not handle the request [${statusCode}]`,
			advice: 'This lies with Noxus or a proxy before it. Try again later.',
		};
	}
	return {
		message: `Noxus did not accept the request [${statusCode}]${detail ? `: ${detail}` : ''}`,
		advice: 'Check the fields of this node.',
	};
}

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
