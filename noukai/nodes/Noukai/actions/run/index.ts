import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';
import { getEvents } from './getEvents';
import { getMany } from './getMany';
import { getStepTrace } from './getStepTrace';
import { getTrace } from './getTrace';

export const runOperations: Record<string, NoukaiOperation> = {
	getEvents,
	getMany,
	getStepTrace,
	getTrace,
};

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'getTrace',
	displayOptions: { show: { resource: ['run'] } },
	options: [
		{
			name: 'Get Events',
			value: 'getEvents',
			action: 'Get run events',
			description: 'Retrieve the events of a run, one item per event',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many runs',
			description: 'List the runs of a flow, newest first',
		},
		{
			name: 'Get Step Trace',
			value: 'getStepTrace',
			action: 'Get step trace',
			description: 'Retrieve one step of a run, or all its attempts',
		},
		{
			name: 'Get Trace',
			value: 'getTrace',
			action: 'Get run trace',
			description: 'Retrieve a run with its steps, tokens and cost',
		},
	],
};

export const runFields: INodeProperties[] = [
	operation,
	...Object.values(runOperations).flatMap(({ fields }) => fields),
];
