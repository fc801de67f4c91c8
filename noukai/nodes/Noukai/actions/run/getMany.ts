import { collection, readField, toProperties } from '../../../../../common/items/fields';
import { choiceField, requiredIdField } from '../../../../../common/items/fieldTypes';
import { limitFields, readLimit } from '../../../../../common/items/limitFields';
import type { Item } from '../../../../../common/items/item';
import { listRuns, type RunFilter } from '../../api/runList';
import { QUICK_ITEMS_AT_ONCE, type NoukaiOperation } from '../../noukaiBatch';
import { runJson } from '../../outputs/traceItem';

/** A flow with very many runs is not read for ever; what was found by then is returned. */
const READ_LIMIT_MS = 5 * 60_000;

const fields = {
	flowId: requiredIdField({
		displayName: 'Flow ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The flowId returned by another operation, not the slug of the flow',
	}),
	...limitFields,
	filters: collection(
		{
			status: choiceField({
				displayName: 'Status',
				default: 'any',
				description: 'Return only runs with this status',
				options: [
					{ name: 'Any', value: 'any' },
					{ name: 'Canceled', value: 'cancelled' },
					{ name: 'Completed', value: 'completed' },
					{ name: 'Failed', value: 'failed' },
					{ name: 'Running', value: 'running' },
				],
			}),
		},
		{ displayName: 'Filters', placeholder: 'Add Filter' },
	),
};

/** Lists the runs of a flow, newest first. */
export const getMany: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['getMany'] }),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item, { hints }) {
		const bounds = { limit: readLimit(item), stopAtMs: Date.now() + READ_LIMIT_MS };
		const { runs, isCut } = await listRuns(item.client, readFilter(item), bounds);
		if (isCut) {
			hints.add(
				'Noukai returned only the newest runs of {count} of the flows, and no further page. Older runs may be missing.',
			);
		}
		return runs.map((run) => ({ json: runJson(run) }));
	},
};

function readFilter(item: Item): RunFilter {
	const flowId = readField(item, fields, 'flowId');
	if (flowId.includes('/')) {
		const place = item.field(fields.flowId.property.displayName);
		throw place.error(
			'must be the flowId returned by another operation, not organization/project/flow',
		);
	}
	const { status } = readField(item, fields, 'filters');
	return { flowId, ...(status !== 'any' && { status }) };
}
