import type { ValuesOf } from '../../../../common/items/fields';
import { waitLimitFieldsFor, whenLongFieldsFor } from '../../../../common/items/waitFields';

/** The choice between waiting in place and parking. */
export const whenLongFields = whenLongFieldsFor('job', {
	onPause:
		'Pause until Noukai calls back. Without a public https:// URL of n8n, the node checks the job at intervals.',
});

/** Options of all operations that wait. */
export const waitOptions = waitLimitFieldsFor('Noukai', 'job', {
	afterLimit: 'the job continues and cannot be canceled',
	unfinished: 'has not finished within Max Wait',
});

export type WaitSettings = ValuesOf<typeof waitOptions>;
