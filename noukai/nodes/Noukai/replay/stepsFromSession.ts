import type { EventStream } from '../../../../common/http/eventStream';
import type { Item } from '../../../../common/items/item';
import type { FlowEvent } from '../api/flowEvents';
import type { FlowRef } from '../api/flowRef';
import type { NoukaiBatch } from '../noukaiBatch';
import type { OpenSteps } from '../steps/stepThrough';
import { recordedEvents } from './recordedEvents';
import { unfinishedError } from './replayErrors';
import { findRecording, noteReplay, takeRecording } from './takeRecording';

/**
 * Opens steps from a session in place of calls of /step.
 *
 * @throws what it returns throws NodeOperationError if the session has no recording of the steps, and
 * like `getSession`.
 */
export function stepsFromSession(
	item: Item,
	batch: NoukaiBatch,
	flow: FlowRef,
	{ sessionId, runRemaining }: { sessionId: string; runRemaining: boolean },
): OpenSteps {
	let isNoted = false;
	return async ({ executionId, stepIndex }) => {
		const isFirst = executionId === null;
		const recording = isFirst
			? await takeRecording(item, batch, flow, sessionId, 'step')
			: await findRecording(batch, flow, sessionId, { trigger: 'step', executionId });
		const events = recordedEvents(recording, { stepIndex, isFirst, runRemaining });
		if (events === undefined) throw unfinishedError(item.client.node, recording);
		if (!isNoted) noteReplay(batch, recording);
		isNoted = true;
		return streamOf(events);
	};
}

/** Events that are there already, as a stream. */
function streamOf(events: FlowEvent[]): EventStream<FlowEvent> {
	return {
		events: (async function* () {
			yield* events;
		})(),
		wasTooLarge: () => false,
		receivedChars: () => 0,
		close: () => {},
	};
}
