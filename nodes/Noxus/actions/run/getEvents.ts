import type { IDataObject } from 'n8n-workflow';

import { collection, readField, toProperties } from '../../../../common/items/fields';
import { idField, numberField } from '../../../../common/items/fieldTypes';
import { getRun } from '../../api/runs';
import { readRunRef } from '../../fields/runId';
import { concurrencyOptions } from '../../fields/wait';
import { withoutBase64 } from '../../outputs/toolItem';
import type { NoxusOperation } from '../../runBatch';
import { collectEvents } from '../../wait/collectEvents';
import { readMaxConcurrentRuns } from './concurrency';

const fields = {
	limit: numberField({
		displayName: 'Limit',
		default: 50,
		min: 1,
		max: 1_000,
		isWhole: true,
		description: 'Max number of results to return',
	}),
	options: collection({
		etag: idField({
			displayName: 'After Event (Etag)',
			placeholder: 'e.g. 1736937000123-0',
			description:
				'Return only events after this one. Enter the etag of the last event you received.',
		}),
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

/** Reads the events of a run, one item each. */
export const getEvents: NoxusOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['getEvents'] }),
	itemsAtOnce: readMaxConcurrentRuns,
	async execute(item, { hints }) {
		const maxEvents = readField(item, fields, 'limit');
		const { etag: given, maxSeconds } = readField(item, fields, 'options');
		const etag = given === '' ? undefined : given;
		// Read first: an unknown run is distinguished from a Noxus without event streams.
		const run = await getRun(item.client, await readRunRef(item));
		const deadlineAtMs = Date.now() + maxSeconds * 1000;
		const onTooLarge = () =>
			hints.add(
				'An event was too large to read. It and the events after it are missing for {count} of the runs.',
			);
		const bounds = { etag, maxEvents, deadlineAtMs, onTooLarge };
		const events = await collectEvents(item.client, run, bounds);
		if (events.length === 0 && etag === undefined) {
			hints.add(
				'Noxus returned no events for {count} of the runs. It may not keep the events of old runs.',
			);
		}
		return events.map(({ etag: ownEtag = null, type, data }) => {
			const shown = (item.isToolCall ? withoutBase64(data) : data) as IDataObject;
			return { json: { runId: run.id, etag: ownEtag, type, data: shown } };
		});
	},
};
