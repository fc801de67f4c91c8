import type { IExecuteFunctions } from 'n8n-workflow';

import { readFileParameter } from '../../inputs/fileParameter';
import { fieldError, textParameter } from '../../../../common/items/parameters';
import { takeBinary } from '../../../../common/items/takeBinary';
import type { Operation } from '../../../../common/items/operation';

const show = { resource: ['file'], operation: ['download'] };

/** Gets a file that is stored at Noxus as binary data. */
export const download: Operation = {
	fields: [
		{
			displayName: 'File',
			name: 'file',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. spot://3c90c3cc-0d44-4b50-8888-8dd25736052a',
			description:
				'The ID or the spot:// uri of the file. An expression may also give a file from the output of a run, as it is.',
			displayOptions: { show },
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
			displayOptions: { show },
		},
	],
	itemsAtOnce: 3,
	async execute(context, itemIndex) {
		const ref = readFileParameter(context, itemIndex);
		const propertyName = readPropertyName(context, itemIndex);
		const { binary, sizeBytes } = await takeBinary(context, ref);
		const { fileName, mimeType } = binary;
		return {
			json: { id: ref.id, fileName, mimeType, sizeBytes },
			binary: { [propertyName]: binary },
		};
	},
};

function readPropertyName(context: IExecuteFunctions, itemIndex: number): string {
	const name = textParameter(context, itemIndex, 'binaryPropertyName');
	if (name !== '') return name;
	throw fieldError(context, itemIndex, 'Put Output File in Field', 'is empty: give a name');
}
