import type { IDataObject } from 'n8n-workflow';

import { collection, readField, toProperties } from '../../../../../common/items/fields';
import { numberField } from '../../../../../common/items/fieldTypes';
import { concurrencyOptions, readMaxConcurrentFlows } from '../../fields/options';
import { readRunRef, runIdFields } from '../../fields/run';
import type { NoukaiOperation } from '../../noukaiBatch';
import { collectEvents, type CollectedEvents } from '../../traces/collectEvents';

const fields = {
	...runIdFields,
	limit: numberField({
		displayName: 'Limit',
		default: 50,
		min: 1,
		max: 1_000,
		isWhole: true,
		description: 'Max number of results to return',
	}),
	options: collection({
		...concurrencyOptions,
		maxSeconds: numberField({
			displayName: 'Max Seconds',
			default: 10,
			min: 1,
			max: 600,
			isWhole: true,
			description: 'How long to collect events while the run is in progress, from 1 to 600',
		}),
	}),
};

/** Why events are missing; those that were not wanted are not. */
const HINTS: Partial<Record<CollectedEvents['end'], string>> = {
	brokeOff:
		'The event stream was interrupted before the run finished, for {count} of the runs. Later events may be missing.',
	tooLarge:
		'An event was too large to read, or all events together were, for {count} of the runs. Later events are missing.',
};

/** Reads the events of a run from its beginning, one item each. */
export const getEvents: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['getEvents'] }),
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, { hints }) {
		const maxEvents = readField(item, fields, 'limit');
		const { maxSeconds } = readField(item, fields, 'options');
		const run = await readRunRef(item);
		const deadlineAtMs = Date.now() + maxSeconds * 1000;
		const { events, end } = await collectEvents(item.client, run, { maxEvents, deadlineAtMs });
		const hint = HINTS[end];
		if (hint !== undefined) hints.add(hint);
		const { runId } = run;
		return events.map(({ type, data }) => ({ json: { runId, type, data: data as IDataObject } }));
	},
};
