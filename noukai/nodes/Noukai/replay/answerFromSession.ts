import type { Item } from '../../../../common/items/item';
import type { FinishedExecution } from '../api/flowAnswer';
import type { FlowRef } from '../api/flowRef';
import type { RecordedExecution } from '../api/session';
import type { NoukaiBatch } from '../noukaiBatch';
import { recordedAnswer } from './recordedAnswer';
import { unfinishedError } from './replayErrors';
import { findRecording, noteReplay, takeRecording } from './takeRecording';

/**
 * What /execute would answer, from a session. Tools are not asked again: their results are part of the
 * recording.
 *
 * @throws NodeOperationError if the session has no recording for it, and like `getSession`.
 */
export async function answerFromSession(
	item: Item,
	batch: NoukaiBatch,
	flow: FlowRef,
	sessionId: string,
): Promise<FinishedExecution> {
	const recording = await takeRecording(item, batch, flow, sessionId, 'execute');
	return answerOf(item, batch, recording);
}

/** The same for an execution that waits for tools in the recording, too. Throws like `answerFromSession`. */
export async function resumeFromSession(
	item: Item,
	batch: NoukaiBatch,
	flow: FlowRef,
	sessionId: string,
	executionId: string,
): Promise<FinishedExecution> {
	const which = { trigger: 'execute', executionId } as const;
	const recording = await findRecording(batch, flow, sessionId, which);
	return answerOf(item, batch, recording);
}

function answerOf(item: Item, batch: NoukaiBatch, recording: RecordedExecution): FinishedExecution {
	const answer = recordedAnswer(recording);
	if (answer === undefined) throw unfinishedError(item.client.node, recording);
	noteReplay(batch, recording);
	return answer;
}
