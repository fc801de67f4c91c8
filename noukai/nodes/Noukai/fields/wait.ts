import { choiceField, numberField } from '../../../../common/items/fieldTypes';
import { hiddenInTools, type ValuesOf } from '../../../../common/items/fields';

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
				description: 'The execution occupies an n8n worker until the job finishes',
			},
			{
				name: 'Pause Execution',
				value: 'freeWorker',
				description:
					'Pause until Noukai calls back. Without a public https:// URL of n8n, the node checks the job at intervals.',
			},
		],
	}),
	inlineSeconds: numberField({
		displayName: 'Pause After (Seconds)',
		default: 30,
		min: 0,
		max: MAX_WAIT_MINUTES * 60,
		description:
			'How long to wait before pausing the execution. Short jobs finish within this time.',
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
			'Maximum time to wait for each job. After that the item is returned with waitTimedOut: true; the job continues and cannot be canceled.',
	}),
	whenNotFinished: choiceField({
		displayName: 'When Not Finished',
		default: 'continue',
		description: 'What to do if a job has not finished within Max Wait',
		options: [
			{
				name: 'Continue',
				value: 'continue',
				description: 'Return the unfinished job and show a hint',
			},
			{
				name: 'Error',
				value: 'error',
				description: 'Fail the item, as set in On Error. The job continues in Noukai.',
			},
		],
	}),
};

export type WaitSettings = ValuesOf<typeof waitOptions>;
