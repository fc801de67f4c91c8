import { problemWithUrl } from '../../../common/util/checks';
import { problemWithFileUri, readSpotUri } from '../api/fileRef';
import type { FieldPlace, Item } from '../../../common/items/item';
import { toText } from '../../../common/items/values';
import { asObject } from '../../../common/util/json';
import type { InputRow } from '../fields/inputRows';
import { splitFiles } from './fileText';
import { readFileUrl } from './fileUrl';
import { readBinaryNames, readFileValue } from './fileValue';

/**
 * The value of a row with a file, to be handed to `sendFiles` within the body. An object or a list,
 * which only an expression gives, may be any file.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export async function readFileRow(
	item: Item,
	row: InputRow,
	type: 'binaryProperty' | 'storedFile' | 'url',
	place: FieldPlace,
): Promise<unknown> {
	const given = { binaryProperty: row.binaryPropertyName, url: row.url, storedFile: row.fileUri }[
		type
	];
	// Only the rows for URLs and stored files have a field for it.
	const fileName = type === 'binaryProperty' ? '' : toText(row.fileName, place);
	const fields = asObject(given);
	if (fields !== undefined || Array.isArray(given)) {
		const value = fields && fileName !== '' ? { ...fields, name: fileName } : given;
		return await readFileValue(item, place, value);
	}
	const text = toText(given, place);
	if (type === 'binaryProperty') return await readBinaryNames(item, place, text);
	const read = async (uri: string) => await readUri(item, type, uri, fileName, place);
	const uris = splitFiles(text).filter((uri) => uri !== '');
	if (uris.length < 2) return await read(text);
	if (fileName !== '') throw place.error(`has ${uris.length} files: leave File Name empty`);
	return await Promise.all(uris.map(read));
}

async function readUri(
	item: Item,
	type: 'storedFile' | 'url',
	uri: string,
	fileName: string,
	place: FieldPlace,
): Promise<unknown> {
	const problem = type === 'url' ? problemWithUrl(uri) : problemWithFileUri(uri);
	if (problem !== undefined) throw place.error(problem);
	if (type === 'url') return await readFileUrl(item, place, uri, fileName);
	// A stored file has a name already, so none is sent but the one that was asked for.
	const stored = `spot://${readSpotUri(uri)}`;
	return fileName === '' ? { uri: stored } : { uri: stored, name: fileName };
}
