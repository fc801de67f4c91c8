import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { problemWithId } from '../../../../common/items/checks';
import { fieldError, readCount, toText } from '../../../../common/items/parameters';
import { readRunRef } from '../../inputs/runRef';
import { withoutBase64 } from '../../outputs/toolItem';
import { isToolCall } from '../../../../common/items/toolCall';
import { getRun } from '../../api/runs';
import { collectEvents } from '../../wait/collectEvents';
import type { Operation } from '../../../../common/items/operation';
import { concurrencyOption } from '../../fields/wait.fields';

const MAX_LIMIT = 1_000;
const DEFAULT_SECONDS = 10;
const MAX_SECONDS = 600;

const show = { resource: ['run'], operation: ['getEvents'] };

const options: INodeProperties[] = [
	{
		displayName: 'After Event (Etag)',
		name: 'etag',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1736937000123-0',
		description: 'The etag of the last event you have. Only later ones are returned.',
	},
	concurrencyOption,
	{
		displayName: 'Max Seconds',
		name: 'maxSeconds',
		type: 'number',
		default: DEFAULT_SECONDS,
		typeOptions: { minValue: 1, maxValue: MAX_SECONDS },
		description: 'How long to listen to a run that goes on, from 1 to 600',
	},
];

/** Reads the events of a run, one item each. */
export const getEvents: Operation = {
	fields: [
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			default: 50,
			typeOptions: { minValue: 1, maxValue: MAX_LIMIT },
			description: 'Max number of results to return',
			displayOptions: { show },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			displayOptions: { show },
			options,
		},
	],
	isSideBySide: true,
	async execute(context, itemIndex, batch) {
		const { etag, maxEvents, maxSeconds } = readBounds(context, itemIndex);
		// Asked for first: an unknown run is told from a Noxus without event streams.
		const run = await getRun(context, await readRunRef(context, itemIndex));
		const deadlineAtMs = Date.now() + maxSeconds * 1000;
		const onTooLarge = () =>
			batch.hint(
				'An event is too large to be read. It is missing, with what came after it, in {count} of the runs.',
			);
		const bounds = { etag, maxEvents, deadlineAtMs, onTooLarge };
		const events = await collectEvents(context, run, bounds);
		if (events.length === 0 && etag === undefined) {
			batch.hint('Noxus gave no events for {count} of the runs. It may not keep old ones.');
		}
		const isForTool = isToolCall(context);
		return events.map(({ etag: ownEtag = null, type, data }) => {
			const shown = (isForTool ? withoutBase64(data) : data) as IDataObject;
			return { json: { runId: run.id, etag: ownEtag, type, data: shown } };
		});
	},
};

/** @throws NodeOperationError that names the item and the field. */
function readBounds(context: IExecuteFunctions, itemIndex: number) {
	const given = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { maxSeconds = DEFAULT_SECONDS } = given;
	const limit: unknown = context.getNodeParameter('limit', itemIndex, 50);
	const etag = toText(given.etag) || undefined;
	const problem = etag === undefined ? undefined : problemWithId(etag);
	if (problem !== undefined) throw fieldError(context, itemIndex, 'After Event (Etag)', problem);
	const secondsRange = { min: 1, max: MAX_SECONDS };
	return {
		etag,
		maxEvents: readCount(context, itemIndex, 'Limit', limit, { min: 1, max: MAX_LIMIT }),
		maxSeconds: readCount(context, itemIndex, 'Max Seconds', maxSeconds, secondsRange),
	};
}
