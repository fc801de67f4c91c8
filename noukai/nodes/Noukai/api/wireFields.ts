/** Reads fields of what Noukai sends, in both casings of the wire; null for what is missing. Pure. */

import { toIsoUtc } from '../../../../common/util/isoTime';
import { textOrUndefined } from '../../../../common/util/json';
import { either } from './toolCalls';

/** Text with something to read in it. */
export const textIn = (fields: Record<string, unknown>, name: string): string | null =>
	textOrUndefined(either(fields, name)) ?? null;

/** A number. */
export function numberIn(fields: Record<string, unknown>, name: string): number | null {
	const value = either(fields, name);
	return typeof value === 'number' ? value : null;
}

/** The status and the times, which runs, steps and recordings have in common; times as ISO 8601 in UTC. */
export function timesIn(fields: Record<string, unknown>) {
	return {
		status: textIn(fields, 'status'),
		startedAt: toIsoUtc(either(fields, 'startedAt')),
		completedAt: toIsoUtc(either(fields, 'completedAt')),
	};
}
