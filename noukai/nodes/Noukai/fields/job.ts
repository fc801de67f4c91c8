import { requiredIdField } from '../../../../common/items/fieldTypes';
import { readField } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { UNLISTED_MS, type JobRef } from '../api/jobs';
import { flowNameField, readFlowName } from './flow';

/** The fields that name one job, for operations on a job that exists. */
export const jobFields = {
	...flowNameField,
	executionId: requiredIdField({
		displayName: 'Execution ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The executionId returned by Job: Submit or the Noukai Trigger',
	}),
};

/**
 * The job that the fields name. When it was submitted is not known: perhaps just now.
 *
 * @throws NodeOperationError that names the field.
 */
export async function readJobRef(item: Item): Promise<JobRef> {
	const id = readField(item, jobFields, 'executionId');
	const flow = await readFlowName(item);
	return { id, flow, unlistedUntilMs: Date.now() + UNLISTED_MS, submission: null };
}
