/** Fields about waiting, which the packages have in common. `job` is what a service runs, such as `run`. */

import { choiceField, numberField } from './fieldTypes';
import { hiddenInTools } from './fields';

/** A year: n8n stores an absurd date for an absurd limit. */
const MAX_WAIT_MINUTES = 366 * 24 * 60;

/** The choice between waiting in place and parking. */
export const whenLongFieldsFor = (job: string, { onPause }: { onPause: string }) =>
	hiddenInTools({
		whenLong: choiceField({
			displayName: 'While Waiting',
			noDataExpression: true,
			default: 'keepWaiting',
			options: [
				{
					name: 'Keep Execution Running',
					value: 'keepWaiting',
					description: `The execution occupies an n8n worker until the ${job} finishes`,
				},
				{ name: 'Pause Execution', value: 'freeWorker', description: onPause },
			],
		}),
		inlineSeconds: numberField({
			displayName: 'Pause After (Seconds)',
			default: 30,
			min: 0,
			max: MAX_WAIT_MINUTES * 60,
			description: `How long to wait before pausing the execution. Short ${job}s finish within this time.`,
			displayOptions: { show: { whenLong: ['freeWorker'] } },
		}),
	});

/** How long to wait, and what to do then. */
export const waitLimitFieldsFor = (
	service: string,
	job: string,
	{ afterLimit, unfinished }: { afterLimit: string; unfinished: string },
) => ({
	maxWaitMinutes: numberField({
		displayName: 'Max Wait (Minutes)',
		default: 60,
		min: 0,
		max: MAX_WAIT_MINUTES,
		description: `Maximum time to wait for each ${job}. After that the item is returned with waitTimedOut: true; ${afterLimit}.`,
	}),
	whenNotFinished: choiceField({
		displayName: 'When Not Finished',
		default: 'continue',
		description: `What to do if a ${job} ${unfinished}`,
		options: [
			{
				name: 'Continue',
				value: 'continue',
				description: `Return the unfinished ${job} and show a hint`,
			},
			{
				name: 'Error',
				value: 'error',
				description: `Fail the item, as set in On Error. The ${job} continues in ${service}.`,
			},
		],
	}),
});
