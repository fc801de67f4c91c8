import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';
import { get } from './get';
import { submit } from './submit';

export const jobOperations: Record<string, NoukaiOperation> = { get, submit };

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
	],
};

export const jobFields: INodeProperties[] = [
	operation,
	...Object.values(jobOperations).flatMap(({ fields }) => fields),
];
