import { choiceField, flagField } from '../../../common/items/fieldTypes';
import { hiddenInTools } from '../../../common/items/fields';

/** Options of the operations that wait, about the progress of the run. */
export const progressOptions = {
	maxWaitFrom: choiceField({
		displayName: 'Measure Max Wait',
		default: 'start',
		description: 'The time from which Max Wait is measured',
		options: [
			{
				name: 'From the Last Progress',
				value: 'progress',
				description:
					'Progress is an event of the run, a change of status or percentage, or a retry. While the execution is paused, none is seen.',
			},
			{
				name: 'From the Start',
				value: 'start',
				description: 'From when the node starts the run or begins to wait, across all retries',
			},
		],
	}),
	...hiddenInTools({
		showProgress: flagField({
			displayName: 'Show Progress',
			default: false,
			description:
				'Whether to stream the names of the running steps, in italics, until the first text arrives. Applies to chats and webhooks in streaming mode.',
		}),
	}),
};
