import type { RequestFailure } from '../../../common/http/requestFailure';
import { surelyDidNothing } from '../../../common/http/retry';
import type { Advice, ApiService } from '../../../common/http/service';
import { chatAdvice } from './chatAdvice';
import { isKnowledgeUpload, knowledgeAdvice, unconfirmedUpload } from './knowledgeAdvice';

export const DEFAULT_BASE_URL = 'https://backend.noxus.ai';

/** Noxus, for the API client. */
export const noxus: ApiService = {
	name: 'Noxus',
	credentialType: 'noxusApi',
	secretFields: ['apiKey', 'callbackSecret'],
	defaultBaseUrl: DEFAULT_BASE_URL,
	toBaseUrl,
	// SDK, noxus_sdk/errors.py.
	requestIdHeaders: ['x-request-id', 'x-noxus-request-id'],
	adviceFor,
	unconfirmedStart,
};

/**
 * The root to which every `/v1/...` path is appended: trimmed, with the scheme in lower case, without
 * trailing slashes and without a stray `/v1`, which people copy along from API examples. Pure.
 */
function toBaseUrl(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const trimmed = text
		.replace(/^https?:/i, (scheme) => scheme.toLowerCase())
		.replace(/\/+$/, '')
		.replace(/\/v1$/, '')
		.replace(/\/+$/, '');
	return trimmed === '' ? DEFAULT_BASE_URL : trimmed;
}

/** What a request may have started or stored although it failed; undefined if nothing. */
function unconfirmedStart(failure: RequestFailure): string | undefined {
	const { rule, path } = failure;
	if (isKnowledgeUpload(path)) return unconfirmedUpload(failure);
	if (rule !== 'create' || !/\/runs/.test(path) || surelyDidNothing(failure)) return undefined;
	return 'The run may have started anyway. Check Run: Get Many before you start it again.';
}

/** What Noxus (API page "Create Sync Run": after 120 s), a proxy, or n8n ends a long run with. */
const SYNC_OVER = /^(408|504)$|ABORTED|TIMEDOUT/;

function adviceFor(failure: RequestFailure): Advice | undefined {
	const { path, statusCode = 0, networkCode, isForeign, isOutOfTime } = failure;
	const code = networkCode ?? String(statusCode);
	if (/\/runs\/sync$/.test(path) && SYNC_OVER.test(code)) return adviceForSync(code);
	if (isOutOfTime && /ABORTED|TIMEDOUT/.test(code)) return adviceForLate(path);
	if (isForeign || networkCode !== undefined) return undefined;
	const isUpload = path === '/v1/file' || isKnowledgeUpload(path);
	if (statusCode === 413 && isUpload) return FILE_TOO_LARGE;
	const own = knowledgeAdvice(failure) ?? chatAdvice(failure);
	if (own !== undefined) return own;
	return statusCode === 404 ? adviceForUnknown(path) : STATUS_ADVICE[statusCode];
}

function adviceForSync(code: string): Advice {
	return {
		message: `The run did not finish within one request [${code}]`,
		advice:
			'Noxus waits at most 2 minutes, and a proxy may wait for less. The run may continue: get its output with Run: Wait. For longer runs, use Create and Wait.',
	};
}

/** A caller gave it less time than Noxus took, which says nothing about the network. */
function adviceForLate(path: string): Advice {
	const message = 'Noxus did not respond within the time limit';
	return /\/runs$/.test(path)
		? { message, advice: 'The list of runs may be long. Select workflows, or poll less often.' }
		: {
				message,
				advice: 'Noxus may be busy or unreachable. Try again later, or increase Max Wait.',
			};
}

/** What a path names last, by the forms of the paths. */
const NAMED: Array<[RegExp, string]> = [
	[/^\/v1\/workflows\/[^/]+\/runs\/(?!sync$)([^/]+)$/, 'run'],
	[/^\/v1\/runs\/([^/]+)/, 'run'],
	[/^\/v1\/workflows\/([^/]+)/, 'workflow'],
	[/^\/v1\/file\/([^/]+)/, 'file'],
];

/** Names what is gone, or belongs to another workspace. */
function adviceForUnknown(path: string): Advice {
	const [noun, id] = NAMED.flatMap(([form, kind]) => {
		const found = form.exec(path)?.[1];
		return found === undefined ? [] : [[kind, decodeURIComponent(found)] as const];
	})[0] ?? ['ID', ''];
	const named = id === '' ? 'This ID' : `${noun[0]?.toUpperCase()}${noun.slice(1)} ${id}`;
	return {
		message: `${named} was not found in this Noxus workspace [404]`,
		advice: `Check that it has not been deleted, and that the API key of the Noxus credential is for its workspace.`,
	};
}

const FILE_TOO_LARGE: Advice = {
	message: 'The file is larger than Noxus accepts [413]',
	advice: 'Send a smaller file, or raise the limit of Noxus or of a proxy in front of it.',
};

const STATUS_ADVICE: Record<number, Advice | undefined> = {
	403: {
		message: 'The API key is not allowed to do this [403]',
		advice:
			'Use an API key that has this permission. Create it in Noxus under Settings > Organization > Workspaces > API Keys.',
	},
	413: {
		message: 'The input is too large for Noxus [413]',
		advice:
			'If it contains files, set the option Send Files to Upload First, or send the spot:// URI that File: Upload returns.',
	},
};
