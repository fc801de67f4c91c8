import { readField, toProperties } from '../../../../common/items/fields';
import { requiredTextField } from '../../../../common/items/fieldTypes';
import { takeBinary } from '../../../../common/items/takeBinary';
import { filePath } from '../../api/files';
import { storedFileField } from '../../inputs/fileParameter';
import type { NoxusOperation } from '../../runBatch';

const fields = {
	file: storedFileField,
	binaryPropertyName: requiredTextField({
		displayName: 'Put Output File in Field',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
	}),
};

/** Gets a file that is stored in Noxus as binary data. */
export const download: NoxusOperation = {
	fields: toProperties(fields, { resource: ['file'], operation: ['download'] }),
	itemsAtOnce: 3,
	async execute(item) {
		const ref = readField(item, fields, 'file');
		const propertyName = readField(item, fields, 'binaryPropertyName');
		const { binary, sizeBytes } = await takeBinary(item.client, filePath(ref.id), ref);
		const { fileName, mimeType } = binary;
		return {
			json: { id: ref.id, fileName, mimeType, sizeBytes },
			binary: { [propertyName]: binary },
		};
	},
};
