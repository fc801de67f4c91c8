import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../noukaiBatch';
import { flowFields, flowOperations } from './flow';
import { jobFields, jobOperations } from './job';
import { runFields, runOperations } from './run';
import { sessionFields, sessionOperations } from './session';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'flow',
	options: [
		{ name: 'Flow', value: 'flow' },
		{ name: 'Job', value: 'job' },
		{ name: 'Run', value: 'run' },
		{ name: 'Session', value: 'session' },
	],
};

/** All fields of the node, in the order of the panel. */
export const properties: INodeProperties[] = [
	resource,
	...flowFields,
	...jobFields,
	...runFields,
	...sessionFields,
];

const operations: Record<string, Record<string, NoukaiOperation>> = {
	flow: flowOperations,
	job: jobOperations,
	run: runOperations,
	session: sessionOperations,
};

/** The operation that the parameters `resource` and `operation` name, or undefined. */
export function findOperation(
	resourceName: string,
	operationName: string,
): NoukaiOperation | undefined {
	return operations[resourceName]?.[operationName];
}
