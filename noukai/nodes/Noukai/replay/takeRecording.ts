import { readField } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import type { FlowRef } from '../api/flowRef';
import type { RecordedExecution } from '../api/session';
import { flowNameField } from '../fields/flow';
import { readReplaySession } from '../fields/replay';
import { stepFields } from '../fields/steps';
import type { NoukaiBatch } from '../noukaiBatch';
import { needsInput, parseCursor, type Cursor } from '../steps/cursor';
import type { ReadWanted } from './replays';
import { OPERATION_OF, type Trigger, type Wanted } from './wanted';

/**
 * The recording that answers in place of a run that begins.
 *
 * @throws NodeOperationError if the session has none for it, and like `getSession`.
 */
export async function takeRecording(
	item: Item,
	{ replays, hints }: NoukaiBatch,
	flow: FlowRef,
	sessionId: string,
	trigger: Trigger,
): Promise<RecordedExecution> {
	const wanted = { sessionId, slug: flow.slug, trigger };
	const { recording, leftCount } = await replays.take(item, wanted, readWantedBy(trigger));
	if (leftCount > 0) hints.add(leftoverHint(wanted, leftCount));
	return recording;
}

/** The recording of an execution that is continued. Throws like `takeRecording`. */
export async function findRecording(
	{ replays }: NoukaiBatch,
	flow: FlowRef,
	sessionId: string,
	{ trigger, executionId }: { trigger: Trigger; executionId: string },
): Promise<RecordedExecution> {
	return await replays.find({ sessionId, slug: flow.slug, trigger }, executionId);
}

/** Reports that an item was answered from a recording, and what that lacks. */
export function noteReplay({ hints }: NoukaiBatch, { steps }: RecordedExecution): void {
	hints.add(
		'{count} of the items were replayed from a recorded session. Nothing was run for them.',
	);
	if (!steps.some(({ truncated }) => truncated)) return;
	hints.add(
		'Noukai recorded only a part of the output of some steps, for {count} of the replayed items.',
	);
}

/** More was recorded than is asked for: ReplayLeftoverError of the SDKs. Later nodes may ask for it. */
function leftoverHint({ sessionId, slug, trigger }: Wanted, leftCount: number): string {
	return `The session ${sessionId} has ${leftCount} more recordings of the flow ${slug} by ${OPERATION_OF[trigger]} than the workflow has requested so far. Later nodes can use them. If there are none, the workflow runs the flow less often than when the session was recorded.`;
}

/** What an item takes a place for. One whose fields are wrong fails, and takes none. */
const readWantedBy =
	(trigger: Trigger): ReadWanted =>
	(item) => {
		try {
			const sessionId = readReplaySession(item);
			if (sessionId === undefined || (trigger === 'step' && !beginsAtStart(item))) return undefined;
			return { sessionId, slug: readSlug(item), trigger };
		} catch {
			return undefined;
		}
	};

function readSlug(item: Item): string {
	const text = readField(item, flowNameField, 'flow').replace(/\/$/, '');
	return text.slice(text.lastIndexOf('/') + 1);
}

function beginsAtStart(item: Item): boolean {
	const given = readField(item, stepFields, 'startAt');
	const cursor: Cursor | undefined = parseCursor(given);
	return given === undefined || (cursor !== undefined && needsInput(cursor));
}
