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
			action: 'Get job',
			description: 'Retrieve the status and output of a job',
		},
		{
			name: 'Submit',
			value: 'submit',
			action: 'Submit job',
			description: 'Start a flow without waiting for the result',
		},
		{
			name: 'Wait',
			value: 'wait',
			action: 'Wait for job',
			description: 'Wait for an existing job to finish, and get its output',
		},
	],
};

export const jobFields: INodeProperties[] = [
	operation,
	...Object.values(jobOperations).flatMap(({ fields }) => fields),
];
