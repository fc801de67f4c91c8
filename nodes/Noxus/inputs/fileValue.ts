import type { NodeOperationError } from 'n8n-workflow';

import { asObject, isLeftEmpty } from '../../../common/util/json';
import { isUuid } from '../../../common/util/uuid';
import { findBinary, isBinaryData, noSuchBinary } from '../../../common/items/binary';
import { toPendingFile } from '../../../common/items/binarySource';
import { problemWithFileUri, readSpotUri } from '../api/fileRef';
import { splitFileText, splitNames } from './fileText';
import { readFileUrl } from './fileUrl';
import type { FieldPlace, Item } from '../../../common/items/item';
import { preview } from '../../../common/items/values';
import type { PendingFile, PendingUrl } from '../../../common/items/pendingFile';
import type { FileInput } from './sendFiles';

type OneFile = FileInput | PendingFile | PendingUrl;

/**
 * What goes into a run's `input` for a file, or a list if several were given. What is to be sent
 * first comes as a PendingFile or PendingUrl, to be handed to `sendFiles` within the body.
 *
 * Takes the name of a binary property, a URL, a `spot://` uri or file id, a data URI; an object with
 * a `uri` or `id`, such as the output of File: Upload and a file in the output of a run; what n8n
 * keeps about a binary property; a list of these, as JSON too; names or URLs with commas between.
 *
 * @throws NodeOperationError that names the item and the field, before anything is sent.
 */
export async function readFileValue(
	item: Item,
	place: FieldPlace,
	value: unknown,
): Promise<unknown> {
	const isBinaryProperty = (name: string) => findBinary(item, name) !== undefined;
	const split =
		typeof value === 'string' ? splitFileText(value.trim(), isBinaryProperty) : { value };
	if ('problem' in split) throw place.error(split.problem);
	const { value: given } = split;
	if (!Array.isArray(given)) return await readOne(item, place, given);
	return await Promise.all(given.map(async (one: unknown) => await readOne(item, place, one)));
}

/**
 * The binary properties with these names: one, or a list if there is a comma.
 *
 * @throws NodeOperationError that names those that the item has.
 */
export async function readBinaryNames(
	item: Item,
	place: FieldPlace,
	names: string,
): Promise<PendingFile | PendingFile[]> {
	const split = findBinary(item, names) ? names : splitNames(names);
	if (!Array.isArray(split)) return await readBinary(item, place, split);
	return await Promise.all(split.map(async (name) => await readBinary(item, place, name)));
}

/**
 * The file for an input that takes one, from what was given for it.
 *
 * @throws NodeOperationError for a list of none or of several.
 */
export function onlyFile(place: FieldPlace, files: unknown): unknown {
	if (!Array.isArray(files)) return files;
	if (files.length === 1) return files[0];
	const found = files.length === 0 ? 'an empty list' : `a list of ${files.length}`;
	throw place.error(`accepts one file, not ${found}`);
}

async function readOne(item: Item, place: FieldPlace, value: unknown): Promise<OneFile> {
	if (typeof value === 'string') return await readText(item, place, value.trim());
	const fields = asObject(value);
	if (fields === undefined) throw unacceptable(place, value);
	if (isBinaryData(fields)) {
		return await toPendingFile(item, place, fields);
	}
	// A file in the output of a run: {text, file: {…}}.
	if (asObject(fields.file) !== undefined) return await readOne(item, place, fields.file);
	const name = [fields.name, fields.filename, fields.fileName].find(
		(one): one is string => typeof one === 'string' && one !== '',
	);
	const uri = [fields.uri, fields.id].find((one) => typeof one === 'string' && one !== '');
	if (typeof uri !== 'string') throw unacceptable(place, value);
	const file = await readUri(item, place, uri.trim(), name);
	if (file === undefined) throw unacceptable(place, value);
	return file;
}

async function readText(item: Item, place: FieldPlace, text: string): Promise<OneFile> {
	if (text === '') throw unacceptable(place, text);
	const binary = findBinary(item, text);
	if (binary !== undefined) return await toPendingFile(item, place, binary);
	const file = await readUri(item, place, text);
	if (file !== undefined) return file;
	throw /:\/\//.test(text) ? unacceptable(place, text) : noSuchBinary(item, place, text);
}

async function readBinary(item: Item, place: FieldPlace, name: string) {
	const binary = findBinary(item, name);
	if (binary === undefined) throw noSuchBinary(item, place, name);
	return await toPendingFile(item, place, binary);
}

/** A URL, a `spot://` uri, a file id or a data URI; undefined for anything else. */
async function readUri(
	item: Item,
	place: FieldPlace,
	uri: string,
	name?: string,
): Promise<OneFile | undefined> {
	if (/^https?:/i.test(uri)) return await readFileUrl(item, place, uri, name);
	const named = name === undefined ? {} : { name };
	if (isUuid(uri)) return { uri: `spot://${uri}`, ...named };
	if (/^spot:/i.test(uri)) {
		const problem = problemWithFileUri(uri);
		if (problem !== undefined) throw place.error(problem);
		return { uri: `spot://${readSpotUri(uri)}`, ...named };
	}
	// Without a name, Noxus would make one from the end of the data.
	return /^data:[^,]*,/i.test(uri) ? { uri, name: name ?? 'file' } : undefined;
}

function unacceptable(place: FieldPlace, value: unknown): NodeOperationError {
	const found = isLeftEmpty(value) ? '' : `, not ${preview(value)}`;
	const problem = `must be the name of a binary field, an http(s) URL, a spot:// URI, or the output of File: Upload${found}`;
	return place.error(problem);
}
