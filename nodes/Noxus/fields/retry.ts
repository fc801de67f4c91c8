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
			'How many new runs to start for an item whose run fails, from 0 to 10. Max Wait applies to all attempts together.',
	}),
};
