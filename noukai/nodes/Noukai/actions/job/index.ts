import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';
import { get } from './get';
import { submit } from './submit';
import { wait } from './wait';

export const jobOperations: Record<string, NoukaiOperation> = { get, submit, wait };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'submit',
	displayOptions: { show: { resource: ['job'] } },
	options: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get a job',
			description: 'Read the status and result of a job',
		},
		{
			name: 'Submit',
			value: 'submit',
			action: 'Submit a job',
			description: 'Start a flow and continue at once, without its result',
		},
		{
			name: 'Wait',
			value: 'wait',
			action: 'Wait for a job',
			description: 'Wait until a job that exists has ended, and get its result',
		},
	],
};

export const jobFields: INodeProperties[] = [
	operation,
	...Object.values(jobOperations).flatMap(({ fields }) => fields),
];
