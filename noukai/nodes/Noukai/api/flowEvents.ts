/** Events of a flow, as /step and the streams of traces send them. Pure. */

import type { ServerEvent } from '../../../../common/http/eventStream';
import { asObject } from '../../../../common/util/json';

/** One event: what happened, and its fields. */
export interface FlowEvent {
	type: string;
	data: Record<string, unknown>;
}

/** Names of older servers, and of the SDKs. */
const ALIASES: Partial<Record<string, string>> = {
	flow_started: 'run_started',
	tool_calls_required: 'step_paused_for_tool_calls',
};

/** Reads an event. Its name is in the line `event:`, else in the JSON; undefined for anything that is not JSON. */
export function parseFlowEvent({ name, data }: ServerEvent): FlowEvent | undefined {
	const fields = parseObject(data);
	if (fields === undefined) return undefined;
	const type = name === 'message' ? fields.eventType : name;
	if (typeof type !== 'string') return undefined;
	return { type: ALIASES[type] ?? type, data: fields };
}

function parseObject(json: string): Record<string, unknown> | undefined {
	try {
		return asObject(JSON.parse(json));
	} catch {
		return undefined;
	}
}
