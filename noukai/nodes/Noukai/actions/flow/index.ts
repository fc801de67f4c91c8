import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';
import { execute } from './execute';

export const flowOperations: Record<string, NoukaiOperation> = { execute };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'execute',
	displayOptions: { show: { resource: ['flow'] } },
	options: [
		{
			name: 'Execute',
			value: 'execute',
			action: 'Execute flow',
			description: 'Run a flow and get its result',
		},
	],
};

export const flowFields: INodeProperties[] = [
	operation,
	...Object.values(flowOperations).flatMap(({ fields }) => fields),
];
