/**
 * The errors of a replay that the session itself is the reason for. Those of its request are in
 * api/sessionAdvice.ts. The classes are those of the SDKs (noukai-sdk on PyPI, Replay and session
 * grouping).
 */

import { NodeOperationError, type INode } from 'n8n-workflow';

import { describeError } from '../../../../common/items/errorItem';
import type { RecordedExecution, RecordedSession } from '../api/session';
import { OPERATION_OF, recordingsOf, type Trigger, type Wanted } from './wanted';

/** Ends each text: nothing that costs has happened. */
const NOTHING_RUN = 'Nothing was run.';

/** The code of an error that says that there is no recording for a call: ReplayMissError. */
const MISS = 'REPLAY_MISS';

/** The recording that was wanted does not exist: ReplayMissError. */
export function missError(
	node: INode,
	session: RecordedSession,
	wanted: Wanted,
	place: number,
): NodeOperationError {
	const { slug, trigger } = wanted;
	const count = recordingsOf(session, wanted).length;
	const what = `the flow ${slug} by ${OPERATION_OF[trigger]}`;
	const message =
		count === 0
			? `The session has no recording of ${what}`
			: `The session has ${count} recordings of ${what}, but number ${place + 1} was requested`;
	const why =
		count === 0
			? 'Recordings are found by the slug of the flow and the operation.'
			: 'The flow may run more often than when the session was recorded, or the recording may be incomplete.';
	const has = `The session has ${contentsOf(session)}.`;
	const advice = 'Enter another session, or run the workflow without Replay Session to record one.';
	return replayError(node, MISS, message, [why, has, ...notesOn(session, slug), advice]);
}

/** What is to be continued is an execution that the session does not have: ReplayMissError. */
export function otherExecutionError(
	node: INode,
	{ slug, trigger }: Wanted,
	executionId: string,
): NodeOperationError {
	const message = `The session has no execution ${executionId} of the flow ${slug} by ${OPERATION_OF[trigger]}`;
	return replayError(node, MISS, message, [ONLY_OF_SESSION[trigger]], executionId);
}

const ONLY_OF_SESSION: Record<Trigger, string> = {
	execute:
		'The field Resume continues that execution. A replay of Flow: Execute returns the result after all tools, so there is nothing to resume after it.',
	step: 'Start At continues that execution. Enter the cursor of an item replayed from this session, or leave it empty.',
};

/** The recording has no outputs: ReplayNoSnapshotsError. */
export function noSnapshotsError(node: INode, recording: RecordedExecution): NodeOperationError {
	const { executionId, traceCaptureMode } = recording;
	const message = 'The outputs of the recorded execution were not kept, so it cannot be replayed';
	const mode = traceCaptureMode === null ? '' : ` with the capture mode ${traceCaptureMode}`;
	return replayError(
		node,
		'REPLAY_NO_SNAPSHOTS',
		message,
		[
			`Execution ${executionId} was recorded${mode}. Run the flow again with the option Capture Trace, or set the capture mode of the flow in Noukai to full or redacted, to record a new session.`,
		],
		executionId,
	);
}

/** The recording ends before what is asked for. */
export function unfinishedError(node: INode, recording: RecordedExecution): NodeOperationError {
	const { executionId, status } = recording;
	const message = 'The recorded execution ends before this step';
	return replayError(
		node,
		'REPLAY_UNFINISHED',
		message,
		[
			`Execution ${executionId} has the status ${status}: it was stopped, is still running, or is waiting for tools. Enter a session whose recording is complete, or stop before this step with the option Max Steps.`,
		],
		executionId,
	);
}

function replayError(
	node: INode,
	code: string,
	message: string,
	sentences: string[],
	executionId: string | null = null,
): NodeOperationError {
	const description = [...sentences, NOTHING_RUN].join(' ');
	const error = new NodeOperationError(node, message, { description });
	return describeError(error, { code, executionId });
}

/** How often the session has each flow, such as `hello-world by Flow: Execute (2)`. */
function contentsOf({ executions }: RecordedSession): string {
	const counts = new Map<string, number>();
	for (const { slug, triggerType } of executions) {
		if (slug === null) continue;
		const name = `${slug} by ${operationOf(triggerType)}`;
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const parts = [...counts].slice(0, MAX_SHOWN).map(([name, count]) => `${name} (${count})`);
	return parts.length === 0 ? 'no execution that can be replayed' : parts.join(', ');
}

/** More names help nobody. */
const MAX_SHOWN = 20;

const operationOf = (triggerType: string | null): string => {
	const known = TRIGGERS.find((trigger) => trigger === triggerType);
	return known === undefined ? (triggerType ?? 'an unknown operation') : OPERATION_OF[known];
};

const TRIGGERS: Trigger[] = ['execute', 'step'];

function notesOn({ executions }: RecordedSession, slug: string): string[] {
	const nameless = executions.filter((execution) => execution.slug === null).length;
	const isJob = executions.some((one) => one.slug === slug && one.triggerType === 'job');
	return [
		...(isJob ? ['It was run as a job in this session, and jobs cannot be replayed.'] : []),
		...(nameless > 0
			? [`${nameless} of its executions are of flows that were deleted, and cannot be replayed.`]
			: []),
	];
}
