import type { RequestFailure } from './requestFailure';
import { allowHostAdvice, adviceForNoAnswer } from './networkAdvice';
import { BLOCKED_BY_N8N } from './networkCode';
import type { Advice, ApiService } from './service';
import { adviceForStatus } from './statusAdvice';

/** The text for a request that ended without success. Pure. */
export function adviceFor(service: ApiService, failure: RequestFailure): Advice {
	if (failure.storageHost !== undefined) return adviceForStorage(service, failure);
	const own = service.adviceFor(failure);
	if (own !== undefined) return own;
	const { statusCode = 0, networkCode } = failure;
	if (networkCode !== undefined) return adviceForNoAnswer(service, failure);
	if (statusCode >= 300 && statusCode < 400) return adviceForRedirect(service, failure);
	return adviceForStatus(service, failure);
}

function adviceForStorage(
	{ name }: ApiService,
	{ storageHost, statusCode, networkCode }: RequestFailure,
): Advice {
	const isBlocked = networkCode === BLOCKED_BY_N8N;
	const advice = isBlocked
		? `The SSRF protection of n8n blocks requests to it. ${allowHostAdvice}`
		: 'Check that n8n can reach it, and try again later.';
	return {
		message: `The file storage of ${name} did not return the file [${statusCode ?? networkCode}]`,
		advice: `${name} redirects the download to ${storageHost}. ${advice} The API key is not sent to another host.`,
	};
}

function adviceForRedirect(
	{ name }: ApiService,
	{ statusCode, path, location = '' }: RequestFailure,
): Advice {
	const message = `${name} redirects this address [${statusCode}]`;
	const why = 'The redirect was not followed, because the API key would be sent along.';
	// What stands behind may be a secret of that host.
	const target = location.replace(/[?#].*$/s, '');
	const root = target.endsWith(path) ? target.slice(0, -path.length) : '';
	if (/^https?:/.test(root)) {
		return { message, advice: `${why} Set the Base URL of the ${name} credential to ${root}` };
	}
	const where = target === '' ? '' : ` It points to ${target}`;
	return {
		message,
		advice: `${why} Set the Base URL of the ${name} credential to the URL of the ${name} API, not of the app or of a login.${where}`,
	};
}
