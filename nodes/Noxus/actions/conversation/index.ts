import type { INodeProperties } from 'n8n-workflow';

import type { NoxusOperation } from '../../runBatch';
import { deleteOperation } from './delete';
import { get } from './get';
import { getMany } from './getMany';

export const conversationOperations: Record<string, NoxusOperation> = {
	delete: deleteOperation,
	get,
	getMany,
};

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'get',
	displayOptions: { show: { resource: ['conversation'] } },
	options: [
		{
			name: 'Delete',
			value: 'delete',
			action: 'Delete conversation',
			description: 'Delete a conversation with an agent, including its messages',
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get conversation',
			description: 'Retrieve the messages of a conversation with an agent',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many conversations',
			description: 'List the conversations of the workspace that contain messages',
		},
	],
};

export const conversationFields: INodeProperties[] = [
	operation,
	...Object.values(conversationOperations).flatMap(({ fields }) => fields),
];
