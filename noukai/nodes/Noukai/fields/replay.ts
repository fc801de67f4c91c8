import { describeError } from '../../../../common/items/errorItem';
import { textField } from '../../../../common/items/fieldTypes';
import { collection, readField } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { preview } from '../../../../common/items/values';
import { isUuid } from '../../../../common/util/uuid';

/** Has the operation answer from a session, without a call that costs. */
export const replayOptions = {
	replaySession: textField({
		displayName: 'Replay Session',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description:
			'The sessionId of recorded runs (Session, Capture Trace) whose results to return. Nothing is run or charged. Leave empty to run the flow.',
	}),
};

/**
 * The session to replay; undefined if the flow is to be run.
 *
 * @throws NodeOperationError for an ID that is no UUID: Noukai finds sessions by UUIDs only.
 */
export function readReplaySession(item: Item): string | undefined {
	const fields = { options: collection(replayOptions) };
	const { replaySession } = readField(item, fields, 'options');
	if (replaySession === '') return undefined;
	if (isUuid(replaySession)) return replaySession;
	const place = item.field(replayOptions.replaySession.property.displayName);
	throw place.error(`must be a UUID, not ${preview(replaySession)}`);
}

/** The option in the operations of jobs: n8n would drop it there, and run what was to be replayed. */
export const jobReplayOptions = {
	replaySession: textField({
		displayName: 'Replay Session',
		description:
			'Jobs cannot be replayed. Leave this empty, or the operation fails before it runs anything.',
	}),
};

/**
 * To be called by operations of jobs before they start one. Noukai records jobs and cannot replay them
 * (@noukai/sdk, replay/matcher.ts, replayExecuteAsyncNotSupported).
 *
 * @throws NodeOperationError if a session is to be replayed.
 */
export function refuseJobReplay(item: Item): void {
	const fields = { options: collection(jobReplayOptions) };
	if (readField(item, fields, 'options').replaySession === '') return;
	const place = item.field(jobReplayOptions.replaySession.property.displayName);
	const error = place.error(
		'does not work for jobs, which Noukai records but cannot replay. Remove the option, or use Flow: Execute or Flow: Step Through',
	);
	throw describeError(error, { code: 'REPLAY_NOT_SUPPORTED' });
}
