/** What a status means for one who waits. Pure. Source: the API page "Create Run", callbacks. */

/** Nothing more will happen to such a run. */
const FINAL_STATUSES: ReadonlySet<string> = new Set(['completed', 'failed', 'stopped']);

/** The run goes on only when a person has answered in Noxus. */
const AWAITING_HUMAN_FEEDBACK = 'awaiting_human_feedback';

/** Whether the run has ended for good. A status we do not know counts as "not yet". */
export function isFinal(status: unknown): boolean {
	return typeof status === 'string' && FINAL_STATUSES.has(status);
}

/** Whether there is nothing left to wait for: the run has ended, or it waits for a person. */
export function endsWait(status: unknown): boolean {
	return isFinal(status) || status === AWAITING_HUMAN_FEEDBACK;
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
