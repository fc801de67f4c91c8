import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_MAX_WAIT_MINUTES } from '../inputs/waitSettings';
import { DEFAULT_MAX_CONCURRENT_RUNS, MAX_CONCURRENT_RUNS } from '../../../common/items/batch';

export const DEFAULT_INLINE_SECONDS = 30;

const show = { resource: ['run'], operation: ['createAndWait'] };

/** The choice between waiting in place and parking. */
export const whenLongFields: INodeProperties[] = [
	{
		displayName: 'When the Run Takes Long',
		name: 'whenLong',
		type: 'options',
		noDataExpression: true,
		default: 'keepWaiting',
		displayOptions: { show },
		options: [
			{
				name: 'Keep Waiting',
				value: 'keepWaiting',
				description: 'The execution stays open and takes up a worker until the run is done',
			},
			{
				name: 'Free the Worker',
				value: 'freeWorker',
				description:
					'The execution is set aside until Noxus calls back, and survives a restart of n8n. Noxus must be able to reach n8n. Runs that wait for a person are waited for too.',
			},
		],
	},
	{
		displayName: 'Wait Inline First (Seconds)',
		name: 'inlineSeconds',
		type: 'number',
		default: DEFAULT_INLINE_SECONDS,
		typeOptions: { minValue: 0 },
		description:
			'How long the execution stays open before it is set aside. Quick runs end within it.',
		displayOptions: { show: { ...show, whenLong: ['freeWorker'] } },
	},
];

/** Options of all operations that handle items side by side. */
export const concurrencyOption: INodeProperties = {
	displayName: 'Max Concurrent Runs',
	name: 'maxConcurrentRuns',
	type: 'number',
	default: DEFAULT_MAX_CONCURRENT_RUNS,
	typeOptions: { minValue: 1, maxValue: MAX_CONCURRENT_RUNS },
	description: 'How many items are handled side by side, from 1 to 100',
};

/** Options of all operations that wait. */
export const waitOptions: INodeProperties[] = [
	{
		displayName: 'Follow the Run By',
		name: 'follow',
		type: 'options',
		default: 'stream',
		description: 'How to learn of the end of the run',
		options: [
			{
				name: 'Event Stream',
				value: 'stream',
				description: 'At once. Falls back to asking again and again where there is no stream.',
			},
			{
				name: 'Polling',
				value: 'poll',
				description:
					'By asking again and again, every half second at first and every 15 seconds later',
			},
		],
	},
	{
		displayName: 'Max Wait (Minutes)',
		name: 'maxWaitMinutes',
		type: 'number',
		default: DEFAULT_MAX_WAIT_MINUTES,
		typeOptions: { minValue: 0 },
		description:
			'How long to wait for each run, from when the node starts it or takes it up. After that the item comes out with waitTimedOut true, and the run goes on in Noxus.',
	},
];

/** Options of operations that start runs, for when the execution breaks off. */
export const breakOffOptions: INodeProperties[] = [
	{
		displayName: 'Stop Noxus Run on Cancel',
		name: 'stopRunOnCancel',
		type: 'boolean',
		default: true,
		description: 'Whether stopping the execution in n8n stops the runs that it started, too',
	},
	{
		displayName: 'When an Item Fails',
		name: 'onItemFailure',
		type: 'options',
		default: 'leaveRuns',
		description: 'What becomes of the other runs, where On Error is set to stop the workflow',
		options: [
			{ name: 'Leave the Other Runs Alone', value: 'leaveRuns' },
			{ name: 'Stop the Other Runs', value: 'stopRuns' },
		],
	},
];
