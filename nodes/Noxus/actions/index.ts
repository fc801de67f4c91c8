import type { INodeProperties } from 'n8n-workflow';

import { IN_TOOLS } from '../../../common/items/fields';
import { agentFields, agentOperations } from './agent';
import { conversationFields, conversationOperations } from './conversation';
import { fileFields, fileOperations } from './file';
import { knowledgeBaseFields, knowledgeBaseOperations } from './knowledgeBase';
import type { NoxusOperation } from '../runBatch';
import { runFields, runOperations } from './run';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'run',
	options: [
		{ name: 'Agent', value: 'agent' },
		{ name: 'Conversation', value: 'conversation' },
		// A tool call has no files, and n8n drops those that it returns.
		{ name: 'File', value: 'file', displayOptions: IN_TOOLS },
		{ name: 'Knowledge Base', value: 'knowledgeBase' },
		{ name: 'Run', value: 'run' },
	],
};

/** All fields of the node, in the order of the panel. */
export const properties: INodeProperties[] = [
	resource,
	...runFields,
	...fileFields,
	...knowledgeBaseFields,
	...agentFields,
	...conversationFields,
];

const operations: Record<string, Record<string, NoxusOperation>> = {
	run: runOperations,
	file: fileOperations,
	knowledgeBase: knowledgeBaseOperations,
	agent: agentOperations,
	conversation: conversationOperations,
};

/** The operation that the parameters `resource` and `operation` name, or undefined. */
export function findOperation(
	resourceName: string,
	operationName: string,
): NoxusOperation | undefined {
	return operations[resourceName]?.[operationName];
}
