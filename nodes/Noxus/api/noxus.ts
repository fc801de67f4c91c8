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
	return 'A run may have started all the same: check the runs of the workflow, with Run: Get Many or in Noxus, before you start it again.';
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
		message: `The run did not end in the time of one request [${code}]`,
		advice:
			'Noxus waits 2 minutes for it, and a proxy may wait for less. The run itself may continue: use Run: Wait to get its output. Use Create and Wait for runs that may take longer.',
	};
}

/** A caller gave it less time than Noxus took, which says nothing about the network. */
function adviceForLate(path: string): Advice {
	const message = 'The time for this was over before Noxus answered';
	return /\/runs$/.test(path)
		? { message, advice: 'The list of runs may be long: choose workflows, or poll less often.' }
		: {
				message,
				advice: 'Noxus may be busy or unreachable. Try again later, or with a longer Max Wait.',
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
	const named = id === '' ? 'this ID' : `the ${noun} ${id}`;
	return {
		message: `Noxus does not know ${named} [404]`,
		advice: `Check the ${noun}, and that the API key of the Noxus credential belongs to the workspace that it is in. It may have been deleted.`,
	};
}

const FILE_TOO_LARGE: Advice = {
	message: 'The file is larger than Noxus accepts [413]',
	advice: 'Send a smaller one, or raise the limit of Noxus or of the proxy before it.',
};

const STATUS_ADVICE: Record<number, Advice | undefined> = {
	403: {
		message: 'The API key is not allowed to do this [403]',
		advice:
			'Use a key with the permission, from Noxus: Settings > Organization > Workspaces > API Keys.',
	},
	413: {
		message: 'The input is too large for Noxus [413]',
		advice:
			'If there are files in it, choose Upload First in the option Send Files, or give the run the spot:// URI that File: Upload returns.',
	},
};
