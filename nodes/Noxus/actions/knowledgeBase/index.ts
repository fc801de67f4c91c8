import type { INodeProperties } from 'n8n-workflow';

import { toProperties } from '../../../../common/items/fields';
import { documentIdField, knowledgeBaseIdField } from '../../fields/knowledgeBase';
import type { NoxusOperation } from '../../runBatch';
import { deleteDocument } from './deleteDocument';
import { getDocument } from './getDocument';
import { getDocuments } from './getDocuments';
import { getMany } from './getMany';
import { search } from './search';
import { upload } from './upload';

export const knowledgeBaseOperations: Record<string, NoxusOperation> = {
	deleteDocument,
	getDocument,
	getDocuments,
	getMany,
	search,
	upload,
};

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'search',
	displayOptions: { show: { resource: ['knowledgeBase'] } },
	options: [
		{
			name: 'Delete Document',
			value: 'deleteDocument',
			action: 'Delete document from knowledge base',
			description: 'Permanently delete a document from a knowledge base',
		},
		{
			name: 'Get Document',
			value: 'getDocument',
			action: 'Get document from knowledge base',
			description: 'Retrieve the details of a document, and download its file',
		},
		{
			name: 'Get Documents',
			value: 'getDocuments',
			action: 'Get many documents from knowledge base',
			description: 'List the documents of a knowledge base by status',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many knowledge bases',
			description: 'List the knowledge bases of the workspace',
		},
		{
			name: 'Search',
			value: 'search',
			action: 'Search knowledge base',
			description: 'Find the passages that best match a question or keywords',
		},
		{
			name: 'Upload',
			value: 'upload',
			action: 'Upload files to knowledge base',
			description: 'Upload files to a knowledge base and train them, so that they can be searched',
		},
	],
};

const showFor = (operations: string[]) => ({
	resource: ['knowledgeBase'],
	operation: operations,
});
const ofOneBase = ['deleteDocument', 'getDocument', 'getDocuments', 'search', 'upload'];

export const knowledgeBaseFields: INodeProperties[] = [
	operation,
	...toProperties(knowledgeBaseIdField, showFor(ofOneBase)),
	...toProperties(documentIdField, showFor(['deleteDocument', 'getDocument'])),
	...Object.values(knowledgeBaseOperations).flatMap(({ fields }) => fields),
];
