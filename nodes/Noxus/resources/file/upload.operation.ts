import type { IDataObject } from 'n8n-workflow';

import { binaryToUploadSource } from '../../inputs/binary';
import { fieldError, textParameter } from '../../inputs/parameters';
import { uploadFile } from '../../transport/upload';
import type { Operation } from '../operation';

const show = { resource: ['file'], operation: ['upload'] };

/** Uploads a binary property and returns the stored file, whose `uri` a run takes as input. */
export const upload: Operation = {
	fields: [
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the file in the Binary tab of the input, often data',
			displayOptions: { show },
		},
	],
	async execute(context, itemIndex) {
		const propertyName = textParameter(context, itemIndex, 'binaryPropertyName');
		const fieldName = 'Input Binary Field';
		if (propertyName === '') throw fieldError(context, itemIndex, fieldName, 'is empty');
		const source = await binaryToUploadSource(context, itemIndex, propertyName, fieldName);
		return { json: (await uploadFile(context, source)) as IDataObject };
	},
};
