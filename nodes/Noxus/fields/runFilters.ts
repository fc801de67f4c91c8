import { multiChoiceField } from '../../../common/items/fieldTypes';
import type { Field, ValuesOf } from '../../../common/items/fields';
import { readDateTime } from '../../../common/items/dateTime';
import { isLeftEmpty } from '../../../common/util/json';

/** The statuses that Noxus documents (API page "Create Run"). */
const statuses = multiChoiceField({
	displayName: 'Statuses',
	default: [],
	description: 'Return only runs with these statuses. Leave empty for all.',
	options: [
		{ name: 'Awaiting Human Feedback', value: 'awaiting_human_feedback' },
		{ name: 'Completed', value: 'completed' },
		{ name: 'Failed', value: 'failed' },
		{ name: 'Queued', value: 'queued' },
		{ name: 'Running', value: 'running' },
		{ name: 'Stopped', value: 'stopped' },
	],
});

/** A time in ms since 1970; undefined if left empty. */
const timeField = (displayName: string, description: string): Field<number | undefined> => ({
	property: { displayName, description, type: 'dateTime', default: '' },
	parse: (value, place, source) =>
		isLeftEmpty(value) ? undefined : readDateTime(source, place, value).toMillis(),
});

export const runFilters = {
	createdAfter: timeField(
		'Created After',
		'Return only runs created at or after this time, in the time zone of the workflow',
	),
	createdBefore: timeField(
		'Created Before',
		'Return only runs created before this time, in the time zone of the workflow',
	),
	statuses,
};

/** The filters as the list of runs takes them. */
export function toRunFilters(values: ValuesOf<typeof runFilters>): RunFilters {
	return {
		statuses: values.statuses,
		createdAfterMs: values.createdAfter,
		createdBeforeMs: values.createdBefore,
	};
}

/** Which runs are wanted; what is left out wants all. */
export interface RunFilters {
	/** Empty means all. */
	statuses: string[];
	/** From this time on. */
	createdAfterMs?: number;
	/** Before this time. */
	createdBeforeMs?: number;
}
