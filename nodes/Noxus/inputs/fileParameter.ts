import type { IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import { readFileOutput, readGivenFile, readSpotUri, type FileRef } from '../api/fileRef';
import { cut, parseJson, problemWithId } from '../../../common/items/checks';
import { fieldError, toText } from '../../../common/items/parameters';

/**
 * The file that the parameter `file` names: by id, by `spot://` uri, or by a file object or file
 * output that an expression gave, also as JSON text.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export function readFileParameter(context: IExecuteFunctions, itemIndex: number): FileRef {
	const value: unknown = context.getNodeParameter('file', itemIndex, '');
	const given = isJsonText(value) ? readJson(value) : value;
	if (asObject(given) !== undefined) {
		const ref = readFileOutput(given) ?? readGivenFile(given);
		if (ref !== undefined) return ref;
		const problem = 'is an object that is no file: give one with an ID or a spot:// uri';
		throw fieldError(context, itemIndex, 'File', problem);
	}
	if (Array.isArray(given)) {
		const problem = 'is a list: give one file for each item, as the node Split Out makes them';
		throw fieldError(context, itemIndex, 'File', problem);
	}
	const text = toText(given);
	const id = readSpotUri(text) ?? text;
	if (problemWithId(id) === undefined) return { id };
	const found = text === '' ? '' : `, not "${cut(text)}"`;
	const problem = `must be the ID of a file in Noxus, its spot:// uri, or a file of an output${found}`;
	throw fieldError(context, itemIndex, 'File', problem);
}

function isJsonText(value: unknown): value is string {
	return typeof value === 'string' && /^\s*[{[]/.test(value);
}

function readJson(text: string): unknown {
	const parsed = parseJson(text);
	return 'value' in parsed ? parsed.value : text;
}
