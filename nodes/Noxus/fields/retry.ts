import { numberField } from '../../../common/items/fieldTypes';

/** Options of the operations that wait, for runs that fail. */
export const retryOptions = {
	retryFailedRuns: numberField({
		displayName: 'Retry Failed Runs',
		default: 0,
		min: 0,
		max: 10,
		isWhole: true,
		description:
			'How many times an item gets a new run with the same input if Noxus reports its run as failed, from 0 to 10. Only that item is retried, after 2 seconds at first and up to 60 seconds later. Max Wait counts over all tries.',
	}),
};
