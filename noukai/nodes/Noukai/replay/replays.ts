import { NodeApiError, type IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { describeError, fieldsOf } from '../../../../common/items/errorItem';
import { Item } from '../../../../common/items/item';
import type { RecordedExecution, RecordedSession } from '../api/session';
import { getSession } from '../api/sessions';
import { reserveInExecution } from './places';
import { missError, noSnapshotsError, otherExecutionError } from './replayErrors';
import { recordingsOf, type Wanted } from './wanted';

/** What an item takes a place for; undefined if it takes none. Throws nothing. */
export type ReadWanted = (item: Item) => Wanted | undefined;

/** A recording that was taken, and how many of its kind are left after all items. */
export interface TakenRecording {
	recording: RecordedExecution;
	leftCount: number;
}

interface Places {
	/** By the index of the item. */
	ofItems: number[];
	/** The first place after those of all items, by kind. */
	ends: Map<string, number>;
}

/** What the items of one node execution replay: each session is read once, each recording taken once. */
export class Replays {
	private readonly sessions = new Map<string, Promise<RecordedSession>>();
	private places?: Places;

	constructor(private readonly client: ApiClient<IExecuteFunctions>) {}

	/**
	 * The recording for an item, by its place in the order of the items.
	 *
	 * @throws NodeOperationError if there is none, and like `getSession`.
	 */
	async take(item: Item, wanted: Wanted, readWanted: ReadWanted): Promise<TakenRecording> {
		// Before anything is waited for, so that nothing depends on which item is first.
		this.places ??= this.assign(readWanted);
		const place = this.places.ofItems[item.index] ?? 0;
		const end = this.places.ends.get(kindOf(wanted)) ?? 0;
		const session = await this.session(wanted.sessionId);
		const recordings = recordingsOf(session, wanted);
		const recording = recordings[place];
		if (recording === undefined) throw missError(this.client.node, session, wanted, place);
		const leftCount = Math.max(0, recordings.length - end);
		return { recording: this.withSnapshots(recording), leftCount };
	}

	/**
	 * The recording with an execution ID.
	 *
	 * @throws NodeOperationError if the session has none, and like `getSession`.
	 */
	async find(wanted: Wanted, executionId: string): Promise<RecordedExecution> {
		const session = await this.session(wanted.sessionId);
		const found = recordingsOf(session, wanted).find((one) => one.executionId === executionId);
		if (found === undefined) throw otherExecutionError(this.client.node, wanted, executionId);
		return this.withSnapshots(found);
	}

	private withSnapshots(recording: RecordedExecution): RecordedExecution {
		if (recording.snapshotsAvailable) return recording;
		throw noSnapshotsError(this.client.node, recording);
	}

	private async session(sessionId: string): Promise<RecordedSession> {
		const reading = this.sessions.get(sessionId) ?? getSession(this.client, sessionId);
		this.sessions.set(sessionId, reading);
		return await reading.catch(async (error: unknown) => await Promise.reject(copyOf(error)));
	}

	private assign(readWanted: ReadWanted): Places {
		const counts = new Map<string, number>();
		const indexes = this.client.context.getInputData().map((_item, index) => index);
		const taken = indexes.map((index) => {
			const wanted = readWanted(new Item(this.client, index));
			if (wanted === undefined) return undefined;
			const kind = kindOf(wanted);
			const before = counts.get(kind) ?? 0;
			counts.set(kind, before + 1);
			return { kind, before };
		});
		const firsts = reserveInExecution(this.client.context, counts);
		const firstOf = (kind: string) => firsts.get(kind) ?? 0;
		return {
			ofItems: taken.map((one) => (one === undefined ? 0 : firstOf(one.kind) + one.before)),
			ends: new Map([...counts].map(([kind, count]) => [kind, firstOf(kind) + count])),
		};
	}
}

/** Calls of the same kind take recordings one after another. */
const kindOf = ({ sessionId, slug, trigger }: Wanted): string =>
	[sessionId, trigger, slug].join(' ');

/** An error of its own for each item: n8n and the item loop add to it. */
function copyOf(error: unknown): Error {
	if (!(error instanceof NodeApiError)) return error as Error;
	const { node, message, description, httpCode } = error;
	const fields = {
		message,
		description: description ?? undefined,
		httpCode: httpCode ?? undefined,
	};
	const copy = new NodeApiError(node, { message }, fields);
	copy.message = message;
	copy.description = description;
	return describeError(copy, fieldsOf(error));
}
