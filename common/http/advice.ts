import type { RequestFailure } from './errors';
import { ALLOW_HOST, adviceForNoAnswer } from './networkAdvice';
import { BLOCKED_BY_N8N } from './networkCode';
import { adviceForStatus } from './statusAdvice';

/** What happened, and what to do about it. */
export interface Advice {
	message: string;
	advice: string;
}

/** The text for a request that ended without success. Pure. */
export function adviceFor(failure: RequestFailure): Advice {
	const { storageHost, path, statusCode = 0, networkCode } = failure;
	if (storageHost !== undefined) return adviceForStorage(failure);
	const code = networkCode ?? String(statusCode);
	if (/\/runs\/sync$/.test(path) && SYNC_OVER.test(code)) return adviceForSync(code);
	if (networkCode !== undefined) return adviceForNoAnswer(failure);
	if (statusCode >= 300 && statusCode < 400) return adviceForRedirect(failure);
	return adviceForStatus(failure);
}

function adviceForStorage({ storageHost, statusCode, networkCode }: RequestFailure): Advice {
	const isBlocked = networkCode === BLOCKED_BY_N8N;
	const advice = isBlocked
		? `The SSRF protection of n8n does not let requests through to it. ${ALLOW_HOST}`
		: 'Check that n8n can reach it, and try again.';
	return {
		message: `The storage that Noxus points to did not give the file [${statusCode ?? networkCode}]`,
		advice: `Noxus redirects the download to ${storageHost}. ${advice} The API key is not sent to another host.`,
	};
}

/** What Noxus (API page "Create Sync Run": after 120 s), a proxy, or n8n ends a long run with. */
const SYNC_OVER = /^(408|504)$|ABORTED|TIMEDOUT/;

function adviceForSync(code: string): Advice {
	return {
		message: `The run did not end in the time of one request [${code}]`,
		advice:
			'Noxus waits 2 minutes for it, and a proxy may wait for less. The run itself may go on: take it up with Run: Wait. Use Create and Wait for runs that may take longer.',
	};
}

function adviceForRedirect({ statusCode, path, location = '' }: RequestFailure): Advice {
	const message = `Noxus redirects this address [${statusCode}]`;
	const why = 'n8n does not follow, because the API key would go along.';
	// What stands behind may be a secret of that host.
	const target = location.replace(/[?#].*$/s, '');
	const root = target.endsWith(path) ? target.slice(0, -path.length) : '';
	if (/^https?:/.test(root)) {
		return { message, advice: `${why} Set the Base URL of the Noxus credential to ${root}` };
	}
	const where = target === '' ? '' : ` It points to ${target}`;
	return {
		message,
		advice: `${why} Set the Base URL of the Noxus credential to the address of the Noxus API, not of the app or of a login.${where}`,
	};
}
