/** What an item wants to be replayed, and what a session has of it. Pure. */

import type { RecordedExecution, RecordedSession } from '../api/session';

/** How an execution was begun; jobs cannot be replayed (@noukai/sdk, replay/matcher.ts). */
export type Trigger = 'execute' | 'step';

/** A session is searched by these, as the SDKs do: the slug is that of the flow alone. */
export interface Wanted {
	sessionId: string;
	slug: string;
	trigger: Trigger;
}

/** The operations that begin executions in these ways. */
export const OPERATION_OF: Record<Trigger, string> = {
	execute: 'Flow: Execute',
	step: 'Flow: Step Through',
};

/** The recordings that can answer, in their order. One without a slug never does. */
export function recordingsOf(
	{ executions }: RecordedSession,
	{ slug, trigger }: Wanted,
): RecordedExecution[] {
	return executions.filter((one) => one.slug === slug && one.triggerType === trigger);
}
