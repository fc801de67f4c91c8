import type { IExecuteFunctions } from 'n8n-workflow';

import { KeyBatches } from './batches';
import { triggerKey } from './sharedCredentials';

/**
 * So many runs of a trigger are remembered in n8n's database. All of them are read and written for
 * each batch (27 bytes each, in one row), hence not more; figures in docs/benchmarks.md.
 */
const MAX_PROCESSED_KEPT = 2_000;

const ATTEMPTS = 2;

const byTrigger = new Map<string, KeyBatches>();

/**
 * Whether n8n's own deduplication has not seen the key for this trigger, which is recorded with it.
 * That outlasts restarts, and other processes see it; but two processes that record at the same
 * moment may miss each other (n8n's deduplication-helper.js reads the row and writes it back).
 * True, with a warning in n8n's log, where the database refuses: a run twice is better than none.
 */
export async function isNewToN8n(context: IExecuteFunctions, key: string): Promise<boolean> {
	if (!('checkProcessedAndRecord' in context.helpers)) {
		context.logger.debug('Noxus Trigger: this n8n keeps no record of what was processed');
		return true;
	}
	const trigger = triggerKey(context);
	const batches = byTrigger.get(trigger) ?? new KeyBatches(recorder(context));
	byTrigger.set(trigger, batches);
	const isNew = await batches.isNew(key);
	// It holds the context of one execution.
	if (batches.isIdle) byTrigger.delete(trigger);
	return isNew;
}

function recorder(context: IExecuteFunctions): (keys: string[]) => Promise<string[]> {
	const options = { mode: 'entries', maxEntries: MAX_PROCESSED_KEPT } as const;
	const record = async (keys: string[], attempt = 1): Promise<string[]> =>
		await context.helpers
			.checkProcessedAndRecord(keys, 'node', options)
			.then((answer) => answer.new.map(String))
			.catch(async (error: Error) => {
				// Another process may have made the row at the same moment.
				if (attempt < ATTEMPTS) return await record(keys, attempt + 1);
				context.logger.warn(
					`Noxus Trigger could not look for repetitions in n8n's database: ${error.message}`,
				);
				return keys;
			});
	return record;
}
