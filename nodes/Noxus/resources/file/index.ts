import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { upload } from './upload.operation';

export const fileOperations: Record<string, Operation> = { upload };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'upload',
	displayOptions: { show: { resource: ['file'] } },
	options: [
		{
			name: 'Upload',
			value: 'upload',
			action: 'Upload a file',
			description: 'Store a file at Noxus, to give it to runs as an input',
		},
	],
};

export const fileFields: INodeProperties[] = [operation, ...upload.fields];
