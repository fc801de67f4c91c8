/** The texts for sessions that Noukai refused: the classes of replay errors of the SDKs. Pure. */

import type { RequestFailure } from '../../../../common/http/requestFailure';
import type { Advice } from '../../../../common/http/service';

const SESSION = /^\/seq\/sessions\/[^/]+$/;

/** The text for a session that was refused; undefined for all other requests. */
export function sessionAdvice(failure: RequestFailure): Advice | undefined {
	const { path, statusCode = 0, received } = failure;
	const isOfSession = SESSION.test(path) && received === undefined;
	return isOfSession ? SESSION_ADVICE[statusCode] : undefined;
}

/** By status, as the SDKs make their classes (@noukai/sdk, replay/fetcher.ts). */
const SESSION_ADVICE: Partial<Record<number, Advice>> = {
	// ReplayInvalidSessionError, like the next one
	200: {
		message: 'Noukai returned a session that cannot be read',
		advice: 'The format of its recording is unknown. Record a new session.',
	},
	400: {
		message: 'Noukai did not accept this session ID',
		advice: 'Use the sessionId returned by a run with the option Session.',
	},
	// ReplayForbiddenError
	403: {
		message: 'The session belongs to another organization or project',
		advice: 'Select a credential with an API key of the project in which the session was recorded.',
	},
	// ReplaySessionNotFoundError
	404: {
		message: 'This session was not found in Noukai',
		advice:
			'Use the sessionId returned by a run with the option Session. A session exists only after a flow has run in it, on the host of the Base URL.',
	},
	// ReplaySessionExpiredError
	410: {
		message: 'The session has expired, and Noukai has deleted its recording',
		advice: 'Run the flows again with the options Session and Capture Trace to record a new one.',
	},
};
