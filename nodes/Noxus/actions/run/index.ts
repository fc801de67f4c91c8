import type { INodeProperties } from 'n8n-workflow';

import { toProperties } from '../../../../common/items/fields';
import { inputFields } from '../../fields/inputs';
import { operationOutputFields } from '../../fields/output';
import { runIdFields } from '../../fields/runId';
import { requiredWorkflow } from '../../fields/workflow';
import type { NoxusOperation } from '../../runBatch';
import { create } from './create';
import { createAndWait } from './createAndWait';
import { createSync } from './createSync';
import { get } from './get';
import { getEvents } from './getEvents';
import { getMany } from './getMany';
import { stop } from './stop';
import { wait } from './wait';

export const runOperations: Record<string, NoxusOperation> = {
	create,
	createAndWait,
	createSync,
	get,
	getEvents,
	getMany,
	stop,
	wait,
};

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'createAndWait',
	displayOptions: { show: { resource: ['run'] } },
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Start workflow',
			description: 'Start a workflow without waiting for the result',
		},
		{
			name: 'Create and Wait',
			value: 'createAndWait',
			action: 'Run workflow and wait',
			description: 'Run a workflow, wait for it to finish, and get its output',
		},
		{
			name: 'Create Sync',
			value: 'createSync',
			action: 'Run short workflow',
			description: 'Run a workflow that takes under 2 minutes in a single request',
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get run',
			description: 'Retrieve the status and output of a run',
		},
		{
			name: 'Get Events',
			value: 'getEvents',
			action: 'Get run events',
			description: 'Retrieve the progress events of a run, one item per event',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many runs',
			description: 'List the runs of a workflow or of the workspace, newest first',
		},
		{
			name: 'Stop',
			value: 'stop',
			action: 'Stop run',
			description: 'Stop a run that is still in progress',
		},
		{
			name: 'Wait',
			value: 'wait',
			action: 'Wait for run',
			description: 'Wait for an existing run to finish, and get its output',
		},
	],
};

const showFor = (operations: string[]) => ({ resource: ['run'], operation: operations });
const starting = showFor(['create', 'createAndWait', 'createSync']);

export const runFields: INodeProperties[] = [
	operation,
	...toProperties({ workflowId: requiredWorkflow }, starting),
	...toProperties(runIdFields, showFor(['get', 'getEvents', 'stop', 'wait'])),
	...toProperties(inputFields, starting),
	...toProperties(operationOutputFields, showFor(['createAndWait', 'createSync', 'get', 'wait'])),
	...Object.values(runOperations).flatMap(({ fields }) => fields),
];
