import { sleep } from 'n8n-workflow';

import type { EndedJobs, ParkedJobs } from './parkingProgress';

/** Before each check: the API may be a little later than the callback, and it may be the last one. */
const DELAYS_MS = [0, 1_000, 2_000, 4_000];

/** No other check is begun after this, so that a sender of many callbacks cannot hold them open for long. */
const MAX_CHECKING_MS = 15_000;

/** The job of this parking of which a callback says that it has ended; nothing in it is proven. */
export function reportedEndOf<Ref, J>(
	body: unknown,
	{ kind, refs }: ParkedJobs<Ref, J>,
): string | undefined {
	const id = kind.endedIdIn(body);
	return refs.some((ref) => kind.idOf(ref) === id) ? id : undefined;
}

/**
 * `findAllEnded`, and again a little later while the API does not show the end that a callback
 * reported. Returns `unconfirmed` if it still does not: the callback must be sent again. Throws like
 * `findAllEnded`.
 */
export async function confirmEnded<Ref, J>(
	jobs: ParkedJobs<Ref, J>,
	reportedId: string | undefined,
): Promise<EndedJobs<J> | undefined | 'unconfirmed'> {
	const { progress } = jobs;
	const lastCheckAtMs = Date.now() + MAX_CHECKING_MS;
	for (const delayMs of DELAYS_MS) {
		if (delayMs > 0) await sleep(delayMs);
		if (Date.now() > lastCheckAtMs) break;
		if (reportedId !== undefined) progress.reportedIds.add(reportedId);
		const ended = await jobs.findAllEnded();
		if (reportedId === undefined || progress.endedIds.has(reportedId)) return ended;
	}
	return 'unconfirmed';
}
