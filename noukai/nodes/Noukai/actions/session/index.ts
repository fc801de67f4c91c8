import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';
import { get } from './get';

export const sessionOperations: Record<string, NoukaiOperation> = { get };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'get',
	displayOptions: { show: { resource: ['session'] } },
	options: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get session',
			description: 'Retrieve the runs of a session, with the output of their steps',
		},
	],
};

export const sessionFields: INodeProperties[] = [
	operation,
	...Object.values(sessionOperations).flatMap(({ fields }) => fields),
];
