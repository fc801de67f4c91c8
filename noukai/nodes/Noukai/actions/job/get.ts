import { readField, toProperties } from '../../../../../common/items/fields';
import { jobKind } from '../../executionKind';
import { jobFields, readJobRef } from '../../fields/job';
import { outputFields } from '../../fields/output';
import { QUICK_ITEMS_AT_ONCE, type NoukaiOperation } from '../../noukaiBatch';
import { jobJson } from '../../outputs/jobItem';
import { namingExecution } from '../../outputs/namingExecution';
import { readListedJob } from '../../wait/readListedJob';

const fields = { ...jobFields, ...outputFields };

/** Reads a job as it is now. A failed one is a result here: the request for it was answered. */
export const get: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['job'], operation: ['get'] }),
	jobKind,
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item) {
		const mode = readField(item, fields, 'outputMode');
		const { client } = item;
		const ref = await readJobRef(item);
		const job = await namingExecution(client.node, ref.id, async () => readListedJob(client, ref));
		return { json: jobJson(job, mode) };
	},
};
