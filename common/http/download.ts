import { Arrival, type ArrivingFile } from './arrivingFile';
import { apiPath } from './apiPath';
import type { RequestFailure } from './errors';
import { waitForNextTry } from './nextTry';
import { waitForTurn } from './pace';
import { throwIfCancelled } from './pause';
import { attemptFollowing, FILE_HEADERS } from './redirects';
import type { NoxusContext } from './context';

export type { ArrivingFile } from './arrivingFile';

/** For the first byte of the answer. */
const OPEN_TIMEOUT_MS = 60_000;

/** A file may be large, so one that breaks off in the middle is begun again less often. */
const MAX_BROKEN_ATTEMPTS = 3;

type Outcome<T> = { value: T } | { failure: RequestFailure; maxAttempts?: number };

/**
 * `GET /v1/file/{id}`: hands the file to `take` as it comes, and returns what that makes of it.
 * Redirects are followed; to another host the credential does not go along. A download that fails
 * for a passing reason, also in the middle, is begun again from the start: `take` is then called
 * once more.
 *
 * @throws NodeApiError that says what happened, after several tries where they may help.
 * @throws NodeOperationError when the execution was stopped.
 * @throws whatever `take` throws by itself.
 */
export async function downloadFile<T>(
	context: NoxusContext,
	fileId: string,
	take: (file: ArrivingFile) => Promise<T>,
): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		await waitForTurn(context);
		const outcome = await attemptDownload(context, fileId, take);
		if ('value' in outcome) return outcome.value;
		await waitForNextTry(context, attempt, outcome.failure, outcome);
	}
}

async function attemptDownload<T>(
	context: NoxusContext,
	fileId: string,
	take: (file: ArrivingFile) => Promise<T>,
): Promise<Outcome<T>> {
	const closing = new AbortController();
	const path = apiPath`/v1/file/${fileId}`;
	const answer = await attemptFollowing(context, {
		method: 'GET',
		path,
		rule: 'read',
		headers: FILE_HEADERS,
		timeoutMs: OPEN_TIMEOUT_MS,
		encoding: 'stream',
		signal: closing.signal,
	});
	if ('failure' in answer) {
		closing.abort();
		return answer;
	}
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
	throwIfCancelled(context);
	if (arrival.brokenBy === undefined) throw taken.error;
	return {
		failure: {
			method: 'GET',
			path,
			rule: 'read',
			networkCode: arrival.brokenBy,
			storageHost: answer.storageHost,
		},
		maxAttempts: MAX_BROKEN_ATTEMPTS,
	};
}

/** The text of a file in UTF-8, as the full text of a long output is. Throws like `downloadFile`. */
export async function downloadText(context: NoxusContext, fileId: string): Promise<string> {
	return await downloadFile(context, fileId, async ({ chunks }) => {
		const decoder = new TextDecoder();
		const parts: string[] = [];
		for await (const chunk of chunks) parts.push(decoder.decode(chunk, { stream: true }));
		return parts.join('') + decoder.decode();
	});
}
