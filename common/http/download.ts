import { NodeOperationError } from 'n8n-workflow';

import type { ApiClient, ApiContext } from './apiClient';
import { Arrival, type ArrivingFile } from './arrivingFile';
import { readBodyText } from './body';
import type { RequestFailure } from './requestFailure';
import { cleanHeaders } from './fileHeaders';
import { isNamed, isNoFile } from './oddResponse';
import { attemptFollowing, FILE_HEADERS } from './redirects';

export type { ArrivingFile } from './arrivingFile';

/** For the first byte of the answer. */
const OPEN_TIMEOUT_MS = 60_000;

/** A file may be large, so one that breaks off in the middle is begun again less often. */
const MAX_BROKEN_ATTEMPTS = 3;

type Outcome<T> = { value: T } | { failure: RequestFailure; maxAttempts?: number };

/**
 * Downloads the file at a path of the API: passes it to `take` while it arrives, and returns what
 * that makes of it. Redirects are followed; the credential is not sent to another host. A download
 * that fails for a passing reason, also in the middle, is begun again from the start: `take` is then
 * called once more. An HTML page without the name of a file is an error, unless it is expected.
 *
 * @throws NodeApiError that says what happened, after several attempts if they may help.
 * @throws NodeOperationError when the execution was stopped.
 * @throws whatever `take` throws by itself.
 */
export async function downloadFile<T>(
	client: ApiClient,
	path: string,
	take: (file: ArrivingFile) => Promise<T>,
	isHtmlExpected = false,
): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		await client.waitForTurn();
		const outcome = await attemptDownload(client, path, take, isHtmlExpected);
		if ('value' in outcome) return outcome.value;
		await client.waitForNextAttempt(attempt, outcome.failure, outcome);
	}
}

async function attemptDownload<T>(
	client: ApiClient<ApiContext>,
	path: string,
	take: (file: ArrivingFile) => Promise<T>,
	isHtmlExpected: boolean,
): Promise<Outcome<T>> {
	const closing = new AbortController();
	const about = { method: 'GET', path, rule: 'read' } as const;
	const answer = await attemptFollowing(client, {
		...about,
		headers: FILE_HEADERS,
		timeoutMs: OPEN_TIMEOUT_MS,
		encoding: 'stream',
		signal: closing.signal,
	});
	if ('failure' in answer) {
		closing.abort();
		return answer;
	}
	const { storageHost, response } = answer;
	const notAFile = (received: string): Outcome<T> => ({
		failure: { ...about, statusCode: response.statusCode, storageHost, received },
	});
	if (isNoFile(response, isHtmlExpected)) {
		closing.abort();
		return notAFile(response.statusCode === 200 ? 'an HTML page' : 'an empty response');
	}
	const headers = cleanHeaders(response.headers, client.redactor);
	const arrival = new Arrival({ ...response, headers }, () => closing.abort());
	const begun = await arrival.begin().catch(() => undefined);
	if (begun?.head.length === 0 && !isNamed(headers)) {
		arrival.end();
		return notAFile('an empty response');
	}
	const taken = await Promise.resolve(
		begun ?? Promise.reject(new Error('The download was interrupted')),
	)
		.then(take)
		.then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
	arrival.end();
	if ('value' in taken) return taken;
	client.throwIfStopped();
	if (arrival.brokenBy === undefined) throw taken.error;
	const networkCode = arrival.brokenBy;
	return { failure: { ...about, networkCode, storageHost }, maxAttempts: MAX_BROKEN_ATTEMPTS };
}

/** The texts of one item together: n8n stores them with the execution, and needs several times this. */
export const MAX_TEXT_BYTES = 50 * 1024 * 1024;

/**
 * The text of a file in UTF-8, of at most `maxBytes`, which is what is left of MAX_TEXT_BYTES.
 *
 * @throws NodeOperationError if it is longer; throws like `downloadFile` else.
 */
export async function downloadText(
	client: ApiClient,
	path: string,
	maxBytes: number,
): Promise<{ text: string; sizeBytes: number }> {
	return await downloadFile(client, path, async ({ chunks, receivedBytes }) => {
		const { text, isCut } = await readBodyText(chunks, maxBytes, client.redactor);
		if (isCut) throw tooLong(client, path);
		return { text, sizeBytes: receivedBytes() };
	});
}

function tooLong(client: ApiClient, path: string): NodeOperationError {
	const message = `The texts of this item are larger than ${MAX_TEXT_BYTES / 1024 / 1024} MB, which is too much for its JSON`;
	return new NodeOperationError(client.node, message, {
		description: `Turn off the option that fetches full texts, and download ${path} as a file instead.`,
	});
}
