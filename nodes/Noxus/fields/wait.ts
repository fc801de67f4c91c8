import { choiceField, flagField, numberField } from '../../../common/items/fieldTypes';
import { hiddenInTools, type ValuesOf } from '../../../common/items/fields';

/** A year: n8n stores an absurd date for an absurd limit. */
const MAX_WAIT_MINUTES = 366 * 24 * 60;

/** The choice between waiting in place and parking. */
export const whenLongFields = hiddenInTools({
	whenLong: choiceField({
		displayName: 'While Waiting',
		noDataExpression: true,
		default: 'keepWaiting',
		options: [
			{
				name: 'Keep Execution Running',
				value: 'keepWaiting',
				description: 'The execution occupies an n8n worker until the run finishes',
			},
			{
				name: 'Pause Execution',
				value: 'freeWorker',
				description: 'Pause until Noxus calls back. Noxus must be able to reach n8n.',
			},
		],
	}),
	inlineSeconds: numberField({
		displayName: 'Pause After (Seconds)',
		default: 30,
		min: 0,
		max: MAX_WAIT_MINUTES * 60,
		description:
			'How long to wait before pausing the execution. Short runs finish within this time.',
		displayOptions: { show: { whenLong: ['freeWorker'] } },
	}),
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
	maxWaitMinutes: numberField({
		displayName: 'Max Wait (Minutes)',
		default: 60,
		min: 0,
		max: MAX_WAIT_MINUTES,
		description:
			'Maximum time to wait for each run. After that the item is returned with waitTimedOut: true; the run continues in Noxus.',
	}),
	whenNotFinished: choiceField({
		displayName: 'When Not Finished',
		default: 'continue',
		description:
			'What to do if a run has not finished within Max Wait, or waits for a person or an event',
		options: [
			{
				name: 'Continue',
				value: 'continue',
				description: 'Return the unfinished run and show a hint',
			},
			{
				name: 'Error',
				value: 'error',
				description: 'Fail the item, as set in On Error. The run continues in Noxus.',
			},
		],
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
