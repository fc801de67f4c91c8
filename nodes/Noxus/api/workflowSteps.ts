/** The steps of a run: the nodes of its workflow. Pure. Source: API page "Run Events", noxus-sdk. */

import { asObject, textOrUndefined } from '../../../common/util/json';
import type { RunEvent } from './runEvents';
import { MAX_NODES } from './workflowInputs';

/** Names of steps by their node IDs. */
export type StepNames = ReadonlyMap<string, string>;

/** The names of the nodes of a definition; none if it cannot be read. */
export function stepNamesOf(definition: unknown): StepNames {
	const nodes = asObject(definition)?.nodes;
	return new Map(
		(Array.isArray(nodes) ? nodes.slice(0, MAX_NODES) : []).flatMap((node) => {
			const { id, name, node_config: config } = asObject(node) ?? {};
			const shown = textOrUndefined(name) ?? textOrUndefined(asObject(config)?.label);
			return typeof id === 'string' && shown !== undefined ? [[id, shown] as const] : [];
		}),
	);
}

/** A step with one of these does not run. The words are not documented; unknown ones may mean that it does. */
const NOT_RUNNING =
	/^(executed|completed?|finished|done|succe\w+|failed|error\w*|skipped|stopped|cancell?ed|remaining|queued|pending|paused|waiting|awaiting\w*)$/i;

/** The IDs of the nodes that an event shows to be running. */
export function runningStepsIn({ type, data }: RunEvent): string[] {
	if (type === 'state') {
		const running = asObject(data.progress_details)?.running_nodes;
		return Array.isArray(running) ? running.filter((id) => typeof id === 'string') : [];
	}
	const { id, status } = data;
	if (typeof id !== 'string' || typeof status !== 'string') return [];
	return NOT_RUNNING.test(status) ? [] : [id];
}
