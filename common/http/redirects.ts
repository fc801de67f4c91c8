import type { ApiClient } from './apiClient';
import type { Answer, ApiRequest, ApiResponse } from './apiRequest';
import { attemptWith } from './attempt';
import type { RequestFailure } from './requestFailure';
import { isAllowedTarget } from './hosts';
import { BLOCKED_TARGET } from './networkCode';

const MAX_REDIRECTS = 5;
const REDIRECT_STATUS_CODES = new Set([301, 302, 303, 307, 308]);

/** The bytes as they are: n8n would ask for JSON, and axios for compression, which hides the length. */
export const FILE_HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity' };

type StreamRequest = ApiRequest & { encoding: 'stream' };

/** What an attempt ended with, and the host that answered if it is not that of the Base URL. */
export type FollowedAnswer =
	| { response: ApiResponse; storageHost?: string }
	| { failure: RequestFailure };

/**
 * One attempt of a GET that may be redirected to another address, such as an object storage. The
 * credential is sent while the origin is that of the Base URL; after another one, never again. Each
 * address is checked like a first one: a public service cannot lead n8n into a private network.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function attemptFollowing(
	client: ApiClient,
	request: StreamRequest,
): Promise<FollowedAnswer> {
	const baseUrl = await client.baseUrl();
	const home = new URL(baseUrl);
	let answer: FollowedAnswer = await client.attempt(request);
	let from = new URL(`${baseUrl}${request.path}`);
	let isHome = true;
	for (let redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
		const target = targetOf(answer, from);
		if (target === undefined) return answer;
		isHome &&= target.origin === home.origin;
		const storageHost = target.host;
		const next = isHome
			? await client.attempt({ ...request, url: target.href })
			: await attemptElsewhere(client, request, target, from);
		answer =
			'failure' in next
				? { failure: { ...next.failure, storageHost } }
				: { response: next.response, storageHost };
		from = target;
	}
	return answer;
}

function targetOf(answer: FollowedAnswer, from: URL): URL | undefined {
	if (!('failure' in answer)) return undefined;
	const { statusCode = 0, location } = answer.failure;
	if (!REDIRECT_STATUS_CODES.has(statusCode) || location === undefined) return undefined;
	if (!URL.canParse(location, from.href)) return undefined;
	const target = new URL(location, from);
	return /^https?:$/.test(target.protocol) ? target : undefined;
}

/** Asks a host that is not the service: without the credential, and with none of its headers. */
async function attemptElsewhere(
	client: ApiClient,
	{ method, path, rule, timeoutMs, encoding, signal }: StreamRequest,
	target: URL,
	from: URL,
): Promise<Answer> {
	const about = { method, path, rule };
	if (!isAllowedTarget(target, from)) return { failure: { ...about, networkCode: BLOCKED_TARGET } };
	const request = { ...about, timeoutMs, encoding, signal, headers: FILE_HEADERS };
	const answer = await attemptWith(client, request, target.href, async (options, ends) =>
		client.callHelperWithoutCredential(options, ends),
	);
	if ('response' in answer) return answer;
	// What a storage says is not the word of the service, and may hold parts of a signature.
	const { statusCode, networkCode, retryAfter, location } = answer.failure;
	return { failure: { ...about, statusCode, networkCode, retryAfter, location } };
}
