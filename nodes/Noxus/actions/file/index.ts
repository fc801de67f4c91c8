import type { INodeProperties } from 'n8n-workflow';

import type { NoxusOperation } from '../../runBatch';
import { download } from './download';
import { upload } from './upload';

export const fileOperations: Record<string, NoxusOperation> = { download, upload };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'upload',
	displayOptions: { show: { resource: ['file'] } },
	options: [
		{
			name: 'Download',
			value: 'download',
			action: 'Download a file',
			description: 'Get a file of a run, or one that was uploaded, as binary data',
		},
		{
			name: 'Upload',
			value: 'upload',
			action: 'Upload a file',
			description: 'Store a file at Noxus, to give it to runs as an input',
		},
	],
};

export const fileFields: INodeProperties[] = [operation, ...download.fields, ...upload.fields];
