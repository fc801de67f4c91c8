import type { Item } from '../../../common/items/item';
import { openLiveText, type LiveText } from '../../../common/items/liveText';
import type { RunEvent } from '../api/runEvents';
import { withRunId } from '../outputs/endedRun';
import type { RunBatch } from '../runBatch';
import { noteState, retryAfterPause, type Tries } from './retryRun';
import { waitForRun, type WaitOptions } from './waitForRun';
import { deadlineOf, type WaitLimit } from './waitLimit';

/** How to wait for the runs of one item. */
interface Waiting extends Pick<WaitOptions, 'follow'> {
	limit: WaitLimit;
	/** The wait in place is over then, before the limit. */
	inlineUntilMs?: number;
}

/**
 * Waits for the run of an item, and for those that are started in its place if it fails. Their latest
 * state is in `tries` then, also if this throws.
 *
 * @throws what `waitForRun` throws, naming the run, and what `retryAfterPause` throws.
 */
export async function waitWithRetries(
	item: Item,
	batch: RunBatch,
	tries: Tries,
	waiting: Waiting,
): Promise<void> {
	const live = openLiveText(item);
	try {
		do {
			const run = await waitInPlace(batch, tries, waiting, live);
			noteState(tries, run);
			batch.jobs.update(run);
		} while (await retryAfterPause(batch, tries));
	} finally {
		live?.end();
	}
}

async function waitInPlace(
	{ client, hints }: RunBatch,
	{ run }: Tries,
	{ follow, limit, inlineUntilMs = Infinity }: Waiting,
	live: LiveText | undefined,
) {
	return await withRunId(client.node, run, async () =>
		waitForRun(client, run, {
			deadlineAtMs: Math.min(deadlineOf(limit), inlineUntilMs),
			follow,
			onEvent: live && ((event) => sendText(live, event)),
			onFallback: (reason) => hints.add(`Polling was used: ${reason}. Items: {count}.`),
		}),
	);
}

/** The text pieces of the run's `content` events. */
function sendText(live: LiveText, { type, data }: RunEvent): void {
	if (type === 'content' && typeof data.content === 'string') live.send(data.content);
}
