import type { Item } from '../../../common/items/item';
import { openLiveText, type LiveText } from '../../../common/items/liveText';
import type { Run } from '../api/run';
import type { RunEvent } from '../api/runEvents';
import { endsWait } from '../api/runState';
import { stepNamesOf, type StepNames } from '../api/workflowSteps';
import { withRunId } from '../outputs/endedRun';
import type { RunBatch } from '../runBatch';
import type { StreamPosition } from './followStream';
import { noteState, retryAfterPause, type Tries } from './retryRun';
import { LiveSteps, RunProgress } from './runProgress';
import { waitForRun, type RunNews, type WaitOptions } from './waitForRun';
import { deadlineOf, noteProgress, type WaitLimit } from './waitLimit';

const PARAGRAPH = '\n\n';

/** How to wait for the runs of one item. */
interface Waiting extends Pick<WaitOptions, 'follow'> {
	limit: WaitLimit;
	/** The wait in place is over then, before the limit. */
	inlineUntilMs?: number;
	showProgress: boolean;
	/** Of the workflow; the current version if it is not known. */
	versionId?: string;
}

/** Who gets to know what happens. */
interface Listeners {
	live?: LiveText;
	/** Whether the reader has got text of a run. */
	hasText: boolean;
	names: StepNames;
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
	const names = await readStepNames(batch, tries.run, waiting, live);
	const listeners: Listeners = { live, names, hasText: false };
	try {
		do {
			const { run } = tries;
			// A run that failed may have begun its text; that of the next one is set off from it.
			if (listeners.hasText) live?.send(PARAGRAPH);
			const latest = await withRunId(batch.client.node, run, async () =>
				waitInPlace(batch, run, waiting, listeners),
			);
			noteState(tries, latest);
			batch.jobs.update(latest);
		} while (await retryAfterPause(batch, tries));
	} finally {
		live?.end();
	}
}

/** The names of the steps, if somebody is to read them. The console makes do with what is known. */
async function readStepNames(
	{ workflows, lines }: RunBatch,
	{ workflowId }: Run,
	{ showProgress, versionId = '' }: Waiting,
	live: LiveText | undefined,
): Promise<StepNames> {
	const isForReader = live !== undefined && showProgress;
	if (!isForReader && !lines.isShown) return new Map();
	const workflow = { workflowId, versionId };
	const known = await workflows.recall(workflow);
	const read = known ?? (isForReader ? await workflows.tryToRead(workflow) : undefined);
	return stepNamesOf(read?.definition);
}

/** Waits for one run. The limit may move while it makes progress, hence in several steps. */
async function waitInPlace(
	batch: RunBatch,
	run: Run,
	waiting: Waiting,
	listeners: Listeners,
): Promise<Run> {
	const { live, names } = listeners;
	const { limit, showProgress, inlineUntilMs = Infinity } = waiting;
	const untilMs = () => Math.min(deadlineOf(limit), inlineUntilMs);
	const position: StreamPosition = { silentStreams: 0 };
	const progress = new RunProgress(run.id, names);
	const steps = live && showProgress ? new LiveSteps(live, names) : undefined;
	let { follow } = waiting;
	const options = {
		position,
		onEvent: live && ((event: RunEvent) => (steps?.note(event), sendText(listeners, event))),
		onProgress: (news: RunNews) => {
			noteProgress(limit);
			progress.note(news);
			batch.lines.write(() => batch.progressLine(progress.text));
		},
		onFallback: (reason: string) => {
			follow = 'poll';
			batch.hints.add(`Polling was used: ${reason}. Items: {count}.`);
		},
	};
	let latest = run;
	do {
		latest = await waitForRun(batch.client, latest, {
			...options,
			follow,
			deadlineAtMs: untilMs(),
		});
	} while (!endsWait(latest.status) && Date.now() < untilMs());
	return latest;
}

/** The text pieces of the run's `content` events. */
function sendText(listeners: Listeners, { type, data }: RunEvent): void {
	if (type !== 'content' || typeof data.content !== 'string' || data.content === '') return;
	listeners.hasText = true;
	listeners.live?.send(data.content);
}
