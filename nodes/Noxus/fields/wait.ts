import { choiceField, flagField, numberField } from '../../../common/items/fieldTypes';
import { hiddenInTools, type ValuesOf } from '../../../common/items/fields';

/** A year: n8n stores an absurd date for an absurd limit. */
const MAX_WAIT_MINUTES = 366 * 24 * 60;

/** The choice between waiting in place and parking. */
export const whenLongFields = hiddenInTools({
	whenLong: choiceField({
		displayName: 'When the Run Takes Long',
		noDataExpression: true,
		default: 'keepWaiting',
		options: [
			{
				name: 'Keep Waiting',
				value: 'keepWaiting',
				description: 'The execution stays open and uses a worker until the run is done',
			},
			{
				name: 'Free the Worker',
				value: 'freeWorker',
				description:
					'The execution is paused until Noxus calls back. Noxus must be able to reach n8n. A paused execution survives a restart of n8n; if its run ends while n8n is down, it may continue only when the workflow runs again, or at Max Wait. Runs that wait for a person are waited for too.',
			},
		],
	}),
	inlineSeconds: numberField({
		displayName: 'Wait Inline First (Seconds)',
		default: 30,
		min: 0,
		max: MAX_WAIT_MINUTES * 60,
		description: 'How long the execution stays open before it is paused. Quick runs end within it.',
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
		description: 'How many items are handled in parallel, from 1 to 100',
	}),
});

/** Options of all operations that wait. */
export const waitOptions = {
	follow: choiceField({
		displayName: 'Follow the Run By',
		default: 'stream',
		description: 'How the node notices the end of the run',
		options: [
			{
				name: 'Event Stream',
				value: 'stream',
				description: 'At once. Polling is used if there is no stream.',
			},
			{
				name: 'Polling',
				value: 'poll',
				description: 'By a request every half second at first and every 15 seconds later',
			},
		],
	}),
	maxWaitMinutes: numberField({
		displayName: 'Max Wait (Minutes)',
		default: 60,
		min: 0,
		max: MAX_WAIT_MINUTES,
		description:
			'How long to wait for each run, from when the node starts it or begins to wait. After that the item is returned with waitTimedOut true, and the run continues in Noxus.',
	}),
	whenNotFinished: choiceField({
		displayName: 'When Not Finished',
		default: 'continue',
		description:
			'What to do with an item whose run has not finished within Max Wait, or waits for a person or an event',
		options: [
			{
				name: 'Continue',
				value: 'continue',
				description: 'Return the run as it is, with a hint',
			},
			{
				name: 'Error',
				value: 'error',
				description: 'Fail the item, as On Error of the node says. The run continues in Noxus.',
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
			'Whether stopping the execution in n8n stops the runs that it started, too. Has no effect while the execution is paused (Free the Worker).',
	}),
	...hiddenInTools({
		onItemFailure: choiceField({
			displayName: 'When an Item Fails',
			default: 'leaveRuns',
			description: 'What happens to the other runs if On Error is set to stop the workflow',
			options: [
				{ name: 'Leave the Other Runs Alone', value: 'leaveRuns' },
				{ name: 'Stop the Other Runs', value: 'stopRuns' },
			],
		}),
	}),
};
