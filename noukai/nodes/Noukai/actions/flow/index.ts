import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';
import { execute } from './execute';
import { executeAsJobAndWait } from './executeAsJobAndWait';
import { resume } from './resume';
import { stepThrough } from './stepThrough';

export const flowOperations: Record<string, NoukaiOperation> = {
	execute,
	executeAsJobAndWait,
	resume,
	stepThrough,
};

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
			description: 'Run a flow and get its output',
		},
		{
			name: 'Execute as Job and Wait',
			value: 'executeAsJobAndWait',
			action: 'Execute flow as job and wait',
			description:
				'Run a flow that takes minutes or hours, wait for it to finish, and get its output',
		},
		{
			name: 'Resume',
			value: 'resume',
			action: 'Resume flow',
			description: 'Continue a flow that is waiting for tool results',
		},
		{
			name: 'Step Through',
			value: 'stepThrough',
			action: 'Step through flow',
			description: 'Run a flow step by step, or repeat a step with other settings',
		},
	],
};

export const flowFields: INodeProperties[] = [
	operation,
	...Object.values(flowOperations).flatMap(({ fields }) => fields),
];
