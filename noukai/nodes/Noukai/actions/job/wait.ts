import { collection, readField, toProperties } from '../../../../../common/items/fields';
import { getJob } from '../../api/jobs';
import { jobKind } from '../../executionKind';
import { jobFields, readJobRef } from '../../fields/job';
import { concurrencyOptions, readMaxConcurrentFlows } from '../../fields/options';
import { outputFields } from '../../fields/output';
import { waitOptions } from '../../fields/wait';
import type { NoukaiOperation } from '../../noukaiBatch';
import { namingExecution } from '../../outputs/namingExecution';
import { waitAndReport } from '../../wait/waitAndReport';

const fields = {
	...jobFields,
	...outputFields,
	options: collection({ ...concurrencyOptions, ...waitOptions }),
};

/** Waits in place for a job that exists: from Submit, or from a wait that reached its limit. */
export const wait: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['job'], operation: ['wait'] }),
	jobKind,
	itemsAtOnce: readMaxConcurrentFlows,
	async execute(item, batch) {
		const { client } = item;
		const options = readField(item, fields, 'options');
		const mode = readField(item, fields, 'outputMode');
		const ref = await readJobRef(item);
		const job = await namingExecution(client.node, ref.id, async () => getJob(client, ref));
		return await waitAndReport(item, batch, job, { ...options, mode });
	},
};
