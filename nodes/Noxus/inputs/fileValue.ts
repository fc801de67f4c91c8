import type { IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { asObject, isLeftOut } from '../../../common/util/json';
import { isUuid } from '../../../common/util/uuid';
import { findBinary, isBinaryData, noSuchBinary } from '../../../common/items/binary';
import { toPendingFile } from '../../../common/items/binarySource';
import { cut, problemWithFileUri } from '../../../common/items/checks';
import { splitAt, splitFileText } from './fileText';
import { readFileUrl } from './fileUrl';
import { fieldError } from '../../../common/items/parameters';
import type { FileInput, PendingFile, PendingUrl } from './pendingFile';

/** Where a value stands, for errors and for the item's binary data. */
interface Place {
	context: IExecuteFunctions;
	itemIndex: number;
	fieldName: string;
}

type OneFile = FileInput | PendingFile | PendingUrl;

/**
 * What goes into a run's `input` for a file, or a list where several were given. What is to be sent
 * first comes as a PendingFile or PendingUrl, to be handed to `sendFiles` within the body.
 *
 * Takes the name of a binary property, a URL, a `spot://` uri or file id, a data URI; an object with
 * a `uri` or `id`, such as the output of File: Upload and a file in the output of a run; what n8n
 * keeps about a binary property; a list of these, as JSON too; names or URLs with commas between.
 *
 * @throws NodeOperationError that names the item and the field, before anything is sent.
 */
export async function readFileValue(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	value: unknown,
): Promise<unknown> {
	const place = { context, itemIndex, fieldName };
	const isBinaryProperty = (name: string) => findBinary(context, itemIndex, name) !== undefined;
	const split =
		typeof value === 'string' ? splitFileText(value.trim(), isBinaryProperty) : { value };
	if ('problem' in split) throw wrong(place, split.problem);
	const { value: given } = split;
	if (!Array.isArray(given)) return await readOne(place, given);
	return await Promise.all(given.map(async (one: unknown) => await readOne(place, one)));
}

/**
 * The binary properties with these names: one, or a list where there is a comma.
 *
 * @throws NodeOperationError that tells which ones the item has.
 */
export async function readBinaryNames(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	names: string,
): Promise<PendingFile | PendingFile[]> {
	const place = { context, itemIndex, fieldName };
	const split = findBinary(context, itemIndex, names) ? names : splitAt(names, ',');
	if (!Array.isArray(split)) return await readBinary(place, split);
	return await Promise.all(split.map(async (name) => await readBinary(place, name)));
}

async function readOne(place: Place, value: unknown): Promise<OneFile> {
	if (typeof value === 'string') return await readText(place, value.trim());
	const fields = asObject(value);
	if (fields === undefined) throw unacceptable(place, value);
	if (isBinaryData(fields)) {
		return await toPendingFile(place.context, place.itemIndex, place.fieldName, fields);
	}
	// A file in the output of a run: {text, file: {…}}.
	if (asObject(fields.file) !== undefined) return await readOne(place, fields.file);
	const name = [fields.name, fields.filename, fields.fileName].find(
		(one): one is string => typeof one === 'string' && one !== '',
	);
	const uri = [fields.uri, fields.id].find((one) => typeof one === 'string' && one !== '');
	if (typeof uri !== 'string') throw unacceptable(place, value);
	const file = await readUri(place, uri.trim(), name);
	if (file === undefined) throw unacceptable(place, value);
	return file;
}

async function readText(place: Place, text: string): Promise<OneFile> {
	const { context, itemIndex, fieldName } = place;
	if (text === '') throw unacceptable(place, text);
	const binary = findBinary(context, itemIndex, text);
	if (binary !== undefined) return await toPendingFile(context, itemIndex, fieldName, binary);
	const file = await readUri(place, text);
	if (file !== undefined) return file;
	throw /:\/\//.test(text)
		? unacceptable(place, text)
		: noSuchBinary(context, itemIndex, fieldName, text);
}

async function readBinary({ context, itemIndex, fieldName }: Place, name: string) {
	const binary = findBinary(context, itemIndex, name);
	if (binary === undefined) throw noSuchBinary(context, itemIndex, fieldName, name);
	return await toPendingFile(context, itemIndex, fieldName, binary);
}

/** A URL, a `spot://` uri, a file id or a data URI; undefined for anything else. */
async function readUri(place: Place, uri: string, name?: string): Promise<OneFile | undefined> {
	const { context, itemIndex, fieldName } = place;
	if (/^https?:/i.test(uri)) return await readFileUrl(context, itemIndex, fieldName, uri, name);
	const named = name === undefined ? {} : { name };
	if (isUuid(uri)) return { uri: `spot://${uri}`, ...named };
	if (/^spot:/i.test(uri)) {
		const problem = problemWithFileUri(uri);
		if (problem !== undefined) throw wrong(place, problem);
		return { uri, ...named };
	}
	// Without a name, Noxus would make one from the end of the data.
	return /^data:[^,]*,/i.test(uri) ? { uri, name: name ?? 'file' } : undefined;
}

function unacceptable(place: Place, value: unknown): NodeOperationError {
	const found = isLeftOut(value) ? '' : `, not ${cut(JSON.stringify(value))}`;
	const problem = `must be the name of a binary property, the http(s) URL of a file, a spot:// uri, or the output of File: Upload${found}`;
	return wrong(place, problem);
}

function wrong({ context, itemIndex, fieldName }: Place, problem: string): NodeOperationError {
	return fieldError(context, itemIndex, fieldName, problem);
}
