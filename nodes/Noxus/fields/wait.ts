import { choiceField, flagField, numberField } from '../../../common/items/fieldTypes';
import { hiddenInTools, type ValuesOf } from '../../../common/items/fields';
import { waitLimitFieldsFor, whenLongFieldsFor } from '../../../common/items/waitFields';

/** The choice between waiting in place and parking. */
export const whenLongFields = whenLongFieldsFor('run', {
	onPause: 'Pause until Noxus calls back. Noxus must be able to reach n8n.',
});

/** Options of all operations that handle items in parallel. */
export const concurrencyOptions = hiddenInTools({
	maxConcurrentRuns: numberField({
		displayName: 'Max Concurrent Runs',
		default: 10,
		min: 1,
		max: 100,
		isWhole: true,
		description: 'How many items to process in parallel, from 1 to 100',
	}),
});

/** Options of all operations that wait. */
export const waitOptions = {
	follow: choiceField({
		displayName: 'Track Run Using',
		default: 'stream',
		description: 'How to detect that a run has finished',
		options: [
			{
				name: 'Event Stream',
				value: 'stream',
				description: 'Instant. Falls back to polling if streaming is unavailable.',
			},
			{
				name: 'Polling',
				value: 'poll',
				description: 'Check the status every 0.5 to 15 seconds',
			},
		],
	}),
	...waitLimitFieldsFor('Noxus', 'run', {
		afterLimit: 'the run continues in Noxus',
		unfinished: 'has not finished within Max Wait, or waits for a person or an event',
	}),
};

export type WaitSettings = ValuesOf<typeof waitOptions>;

/** Options of operations that start runs, for when the execution breaks off. */
export const breakOffOptions = {
	stopRunOnCancel: flagField({
		displayName: 'Stop Noxus Run on Cancel',
		default: true,
		description:
			'Whether to also stop the Noxus runs when you stop the execution. Has no effect once the execution is paused.',
	}),
	...hiddenInTools({
		onItemFailure: choiceField({
			displayName: 'When an Item Fails',
			default: 'leaveRuns',
			description: 'What to do with the other runs if On Error is set to Stop Workflow',
			options: [
				{ name: 'Let the Other Runs Finish', value: 'leaveRuns' },
				{ name: 'Stop the Other Runs', value: 'stopRuns' },
			],
		}),
	}),
};
