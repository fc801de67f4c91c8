import { collection, readField, toProperties, withFirst } from '../../../../common/items/fields';
import { flagField } from '../../../../common/items/fieldTypes';
import { getRun } from '../../api/runs';
import { MOST_USED } from '../../fields/mostUsed';
import { outputOptions, readOutputSettings } from '../../fields/output';
import { progressOptions } from '../../fields/progress';
import { retryOptions } from '../../fields/retry';
import { readRunRef } from '../../fields/runId';
import { breakOffOptions, concurrencyOptions, waitOptions } from '../../fields/wait';
import type { NoxusOperation } from '../../runBatch';
import { waitAndReport } from '../../wait/waitAndReport';
import { readMaxConcurrentRuns } from './concurrency';

const { displayName } = breakOffOptions.stopRunOnCancel.property;

const fields = {
	options: collection(
		withFirst(MOST_USED, {
			...outputOptions,
			...waitOptions,
			...retryOptions,
			...progressOptions,
			stopRunOnCancel: flagField({
				displayName,
				default: false,
				description: 'Whether to also stop the Noxus runs when you stop the execution',
			}),
			...concurrencyOptions,
		}),
	),
};

/** Waits in place for a run that exists: from Create, or from a wait that reached its limit. */
export const wait: NoxusOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['wait'] }),
	itemsAtOnce: readMaxConcurrentRuns,
	readBreakOff(firstItem) {
		const { stopRunOnCancel } = readField(firstItem, fields, 'options');
		return { stopsOnCancel: stopRunOnCancel, stopsOnFailure: false };
	},
	async execute(item, batch) {
		const options = readField(item, fields, 'options');
		const output = readOutputSettings(item, options);
		const run = await getRun(item.client, await readRunRef(item));
		if (options.stopRunOnCancel) batch.jobs.adopt(run);
		return await waitAndReport(item, batch, run, { ...options, output });
	},
};
