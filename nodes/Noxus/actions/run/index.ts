import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../../common/items/operation';
import { create } from './create.operation';
import { createAndWait } from './createAndWait.operation';
import { createSync } from './createSync.operation';
import { get } from './get.operation';
import { getEvents } from './getEvents.operation';
import { getMany } from './getMany.operation';
import { inputFields } from '../../fields/input.fields';
import { outputFields } from '../../fields/output.fields';
import { runIdFields } from '../../fields/runId.fields';
import { stop } from './stop.operation';
import { wait } from './wait.operation';
import { requiredWorkflow } from '../../fields/workflow.fields';

export const runOperations: Record<string, Operation> = {
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
			action: 'Create a run',
			description: 'Start a workflow and go on at once, without its output',
		},
		{
			name: 'Create and Wait',
			value: 'createAndWait',
			action: 'Create a run and wait for it',
			description: 'Start a workflow, wait until it is done, and get its output',
		},
		{
			name: 'Create Sync',
			value: 'createSync',
			action: 'Create a run in one request',
			description:
				'Start a workflow and get its output in the same request, for runs under 2 minutes',
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get a run',
			description: 'Read the status and output of a run',
		},
		{
			name: 'Get Events',
			value: 'getEvents',
			action: 'Get the events of a run',
			description: 'Read what a run has told step by step, one item an event',
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
			action: 'Stop a run',
			description: 'End a run in Noxus before it is done',
		},
		{
			name: 'Wait',
			value: 'wait',
			action: 'Wait for a run',
			description: 'Wait until a run that exists is done, and get its output',
		},
	],
};

const starting = ['create', 'createAndWait', 'createSync'];

export const runFields: INodeProperties[] = [
	operation,
	requiredWorkflow(starting),
	...runIdFields(['get', 'getEvents', 'stop', 'wait']),
	...inputFields(starting),
	...outputFields(['createAndWait', 'createSync', 'get', 'wait']),
	...create.fields,
	...createAndWait.fields,
	...createSync.fields,
	...get.fields,
	...getEvents.fields,
	...getMany.fields,
	...wait.fields,
];
