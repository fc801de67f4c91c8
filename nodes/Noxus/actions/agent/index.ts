import type { INodeProperties } from 'n8n-workflow';

import type { NoxusOperation } from '../../runBatch';
import { getMany } from './getMany';
import { sendMessage } from './sendMessage';

export const agentOperations: Record<string, NoxusOperation> = { getMany, sendMessage };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'sendMessage',
	displayOptions: { show: { resource: ['agent'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many agents',
			description: 'List the agents (co-workers) of the workspace',
		},
		{
			name: 'Send Message',
			value: 'sendMessage',
			action: 'Send message to agent',
			description: 'Send a message to an agent (co-worker) and get its answer',
		},
	],
};

export const agentFields: INodeProperties[] = [
	operation,
	...Object.values(agentOperations).flatMap(({ fields }) => fields),
];
