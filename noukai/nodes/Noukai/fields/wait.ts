import { choiceField, numberField } from '../../../../common/items/fieldTypes';
import { hiddenInTools, type ValuesOf } from '../../../../common/items/fields';

/** A year: n8n stores an absurd date for an absurd limit. */
const MAX_WAIT_MINUTES = 366 * 24 * 60;

/** The choice between waiting in place and parking. */
export const whenLongFields = hiddenInTools({
	whenLong: choiceField({
		displayName: 'When the Job Takes Long',
		noDataExpression: true,
		default: 'keepWaiting',
		options: [
			{
				name: 'Keep Waiting',
				value: 'keepWaiting',
				description: 'The execution stays open and uses a worker until the job has ended',
			},
			{
				name: 'Free the Worker',
				value: 'freeWorker',
				description:
					'The execution is paused until Noukai calls back, for which n8n needs a public https address. Without one, n8n checks the job by itself from time to time. A paused execution survives a restart of n8n; if its job ends while n8n is down, it may continue only when the workflow runs again, or at Max Wait.',
			},
		],
	}),
	inlineSeconds: numberField({
		displayName: 'Wait Inline First (Seconds)',
		default: 30,
		min: 0,
		max: MAX_WAIT_MINUTES * 60,
		description: 'How long the execution stays open before it is paused. Quick jobs end within it.',
		displayOptions: { show: { whenLong: ['freeWorker'] } },
	}),
});

/** Options of all operations that wait. */
export const waitOptions = {
	maxWaitMinutes: numberField({
		displayName: 'Max Wait (Minutes)',
		default: 60,
		min: 0,
		max: MAX_WAIT_MINUTES,
		description:
			'How long to wait for each job, from when the node starts it or begins to wait. After that the item is returned with waitTimedOut true, and the job continues in Noukai, which has no way to cancel it.',
	}),
	whenNotFinished: choiceField({
		displayName: 'When Not Finished',
		default: 'continue',
		description: 'What to do with an item whose job has not ended within Max Wait',
		options: [
			{
				name: 'Continue',
				value: 'continue',
				description: 'Return the job as it is, with a hint',
			},
			{
				name: 'Error',
				value: 'error',
				description: 'Fail the item, as On Error of the node says. The job continues in Noukai.',
			},
		],
	}),
};

export type WaitSettings = ValuesOf<typeof waitOptions>;
