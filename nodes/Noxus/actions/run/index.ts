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
			action: 'Create a run',
			description: 'Start a workflow and continue at once, without its output',
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
			description: 'Read what happened in a run step by step, one item an event',
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
