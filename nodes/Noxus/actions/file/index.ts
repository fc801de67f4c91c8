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
			action: 'Download file',
			description: 'Download a file from Noxus as binary data',
		},
		{
			name: 'Upload',
			value: 'upload',
			action: 'Upload file',
			description: 'Upload a file to Noxus to use it as an input of runs',
		},
	],
};

export const fileFields: INodeProperties[] = [operation, ...download.fields, ...upload.fields];
