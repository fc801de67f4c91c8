import type { IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import { problemWithFileUri, problemWithUrl } from '../../../common/items/checks';
import { readFileUrl } from './fileUrl';
import { readBinaryNames, readFileValue } from './fileValue';
import type { InputField } from './inputField';
import { fieldError, toText } from '../../../common/items/parameters';

/**
 * The value of a row with a file, to be handed to `sendFiles` within the body. An object or a list,
 * which only an expression gives, may be any file.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export async function readFileRow(
	context: IExecuteFunctions,
	itemIndex: number,
	row: InputField,
	fieldName: string,
): Promise<unknown> {
	const given = { binaryProperty: row.binaryPropertyName, url: row.url, storedFile: row.fileUri }[
		row.type as 'url'
	];
	// Only the rows for URLs and stored files have a field for it.
	const fileName = row.type === 'binaryProperty' ? '' : toText(row.fileName);
	const fields = asObject(given);
	if (fields !== undefined || Array.isArray(given)) {
		const value = fields && fileName !== '' ? { ...fields, name: fileName } : given;
		return await readFileValue(context, itemIndex, fieldName, value);
	}
	const text = toText(given);
	if (row.type === 'binaryProperty') {
		return await readBinaryNames(context, itemIndex, fieldName, text);
	}
	const problem = row.type === 'url' ? problemWithUrl(text) : problemWithFileUri(text);
	if (problem !== undefined) throw fieldError(context, itemIndex, fieldName, problem);
	if (row.type === 'url') {
		return await readFileUrl(context, itemIndex, fieldName, text, fileName);
	}
	// A stored file has a name already, so none is sent but the one that was asked for.
	return fileName === '' ? { uri: text } : { uri: text, name: fileName };
}
