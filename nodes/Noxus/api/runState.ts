/** What a status means for one who waits. Pure. Source: the API page "Create Run", callbacks. */

/** Nothing more will happen to such a run. */
const FINAL_STATUSES: ReadonlySet<string> = new Set(['completed', 'failed', 'stopped']);

/**
 * The run continues only when a person has answered in Noxus, or an event has come. The second is of
 * older versions of Noxus (noxus-client-sdk 0.3, `wait`).
 */
const PAUSED_STATUSES: ReadonlySet<string> = new Set(['awaiting_human_feedback', 'awaiting_event']);

/** Whether the run has ended for good. A status we do not know counts as "not yet". */
export function isFinal(status: unknown): boolean {
	return typeof status === 'string' && FINAL_STATUSES.has(status);
}

/** Whether the run is paused until a person answers or an event comes. */
export function waitsForSomeone(status: unknown): boolean {
	return typeof status === 'string' && PAUSED_STATUSES.has(status);
}

/** Whether there is nothing left to wait for: the run has ended, or is paused. */
export function endsWait(status: unknown): boolean {
	return isFinal(status) || waitsForSomeone(status);
}

/**
 * Whether an event of the run's stream says that waiting is over. The API puts the run's status into
 * `data.workflow_status`, and into `data.status` of `state` events; `data.status` of a `content`
 * event is that of a node.
 */
export function isEndingEvent(event: { type: string; data: Record<string, unknown> }): boolean {
	return (
		endsWait(event.data.workflow_status) || (event.type === 'state' && endsWait(event.data.status))
	);
}
