import { choiceField, flagField } from '../../../common/items/fieldTypes';
import { hiddenInTools } from '../../../common/items/fields';

/** Options of the operations that wait, about the progress of the run. */
export const progressOptions = {
	maxWaitFrom: choiceField({
		displayName: 'Max Wait Counts',
		default: 'start',
		description: 'From when Max Wait counts',
		options: [
			{
				name: 'From the Last Progress',
				value: 'progress',
				description:
					'An event of the run, another status or percentage, or a retry is progress. While the execution is paused, none is seen: it counts from the last one before.',
			},
			{
				name: 'From the Start',
				value: 'start',
				description: 'From when the node starts the run or begins to wait, over all retries',
			},
		],
	}),
	...hiddenInTools({
		showProgress: flagField({
			displayName: 'Show Progress',
			default: false,
			description:
				'Whether a chat or webhook in streaming mode is shown the names of the steps that run, in italics, until the first text of the run comes',
		}),
	}),
};
