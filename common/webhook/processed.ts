import type { IExecuteFunctions } from 'n8n-workflow';

import { recordProcessed } from './recordProcessed';
import { KeyBatches } from './keyBatches';
import { triggerKey } from './sharedCredentials';

const byTrigger = new Map<string, KeyBatches>();

/**
 * Whether n8n's own deduplication has not seen the key for this trigger, which is recorded with it.
 * What comes together is recorded together.
 */
export async function isNewToN8n(context: IExecuteFunctions, key: string): Promise<boolean> {
	const trigger = triggerKey(context);
	const record = async (keys: string[]) => await recordProcessed(context, keys);
	const batches = byTrigger.get(trigger) ?? new KeyBatches(record);
	byTrigger.set(trigger, batches);
	const isNew = await batches.isNew(key);
	// It holds the context of one execution.
	if (batches.isIdle) byTrigger.delete(trigger);
	return isNew;
}
