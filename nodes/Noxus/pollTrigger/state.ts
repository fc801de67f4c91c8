/**
 * What a trigger keeps between two looks, in n8n's static data. Pure.
 *
 * n8n writes the static data down when a look gives runs, and before the execution for them is in its
 * database (n8n 2.41, trigger-execution-context.factory.js). A process that dies in between would lose
 * them. So the runs handed over last are kept with the mark of the process: another process hands
 * them over once more, and the execution finds out whether they came before.
 */

import { asObject } from '../../../common/util/json';
import { runIdIn } from './handOver';
import { forget, type ListMemory } from './seenRuns';
import type { FailedLooks } from './unread';

/** What is known of one list: that of the workspace or of a workflow. */
export interface ListState extends ListMemory {
	/** The number of the look that handed a run over last, by `statusKey`. */
	handedOver: Record<string, number>;
}

export interface TriggerState {
	/** Which process wrote this. */
	writtenBy: string;
	/** The credential of the last look; another may be of another workspace. */
	credentialId?: string;
	/** How many looks gave runs. */
	looks: number;
	/** By workflow id, or empty for the workspace. */
	lists: Record<string, ListState>;
	/** Of runs that could not be read. */
	failedLooks?: FailedLooks;
	/** Runs that are still to be handed over again, with the number of the look that gave them first. */
	again?: Record<string, number>;
}

/**
 * The kept state as this process continues with it, and the runs that it hands over again, each with the
 * number of the look that gave it first.
 * A run is handed over at most twice, so that one that makes n8n crash does not do so for ever.
 */
export function takeUp(
	kept: unknown,
	process: string,
): { state: TriggerState; again: Map<string, number> } {
	const before = readState(kept);
	const isOurs = before.writtenBy === process;
	// Those of before that could not be read since.
	const again = new Map(Object.entries(before.again ?? {}));
	const entries = Object.entries(before.lists).map(([name, list]) => {
		const { handedOver } = list;
		if (isOurs) return [name, { ...list, handedOver: {} }] as const;
		for (const [key, look] of Object.entries(handedOver)) again.set(key, look);
		const runIds = Object.keys(handedOver).map(runIdIn);
		return [name, { ...forget(list, runIds), handedOver: {} }] as const;
	});
	const state = { ...before, writtenBy: process, lists: Object.fromEntries(entries) };
	return { state, again };
}

/**
 * The state for the lists as this credential reads them. Where it is another one than before, a list
 * in which no run is known begins anew: it is of another workspace, and its runs are no news.
 */
export function forCredential(
	state: TriggerState,
	credentialId: string,
	read: ReadonlyMap<string, { runs: Array<{ id: string }> }>,
): TriggerState {
	const { credentialId: before = credentialId, lists } = state;
	if (before === credentialId) return { ...state, credentialId };
	const isKnown = ([name, { known }]: [string, ListState]) =>
		read.get(name)?.runs.some(({ id }) => known[id] !== undefined);
	const kept = Object.fromEntries(Object.entries(lists).filter(isKnown));
	return { ...state, credentialId, lists: kept };
}

/** The state as it was kept; a fresh one where there is none. It is ours, so its parts are believed. */
function readState(kept: unknown): TriggerState {
	const fields = asObject(kept);
	if (asObject(fields?.lists) === undefined) return { writtenBy: '', looks: 0, lists: {} };
	// Out of n8n's proxies.
	return JSON.parse(JSON.stringify(fields)) as TriggerState;
}
