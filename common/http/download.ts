import type { ApiClient, ApiContext } from './apiClient';
import { Arrival, type ArrivingFile } from './arrivingFile';
import type { RequestFailure } from './errors';
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
 * called once more.
 *
 * @throws NodeApiError that says what happened, after several attempts if they may help.
 * @throws NodeOperationError when the execution was stopped.
 * @throws whatever `take` throws by itself.
 */
export async function downloadFile<T>(
	client: ApiClient,
	path: string,
	take: (file: ArrivingFile) => Promise<T>,
): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		await client.waitForTurn();
		const outcome = await attemptDownload(client, path, take);
		if ('value' in outcome) return outcome.value;
		await client.waitForNextAttempt(attempt, outcome.failure, outcome);
	}
}

async function attemptDownload<T>(
	client: ApiClient<ApiContext>,
	path: string,
	take: (file: ArrivingFile) => Promise<T>,
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
	const { storageHost } = answer;
	const arrival = new Arrival(answer.response, () => closing.abort());
	const taken = await arrival
		.begin()
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

/**
 * The text of a file in UTF-8, of at most `maxBytes`.
 *
 * @throws NodeApiError if it is longer; throws like `downloadFile` else.
 */
export async function downloadText(
	client: ApiClient,
	path: string,
	maxBytes: number,
): Promise<string> {
	return await downloadFile(client, path, async ({ chunks, receivedBytes }) => {
		const decoder = new TextDecoder();
		const parts: string[] = [];
		for await (const chunk of chunks) {
			if (receivedBytes() > maxBytes) throw tooLong(client, path, maxBytes);
			parts.push(decoder.decode(chunk, { stream: true }));
		}
		return client.redact(parts.join('') + decoder.decode());
	});
}

function tooLong(client: ApiClient, path: string, maxBytes: number) {
	const error = client.error({ method: 'GET', path, rule: 'read', statusCode: 200 });
	error.message = `A text is longer than ${maxBytes / 1024 / 1024} MB, which is too much for one field`;
	error.description = `Get it as a file instead: it is the file of ${path}.`;
	return error;
}
