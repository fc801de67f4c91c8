import type { IBinaryData, NodeOperationError } from 'n8n-workflow';

import { asObject } from '../util/json';
import type { FieldPlace, Item } from './item';

/** The binary property of an item, or undefined if it has none of this name. */
export function findBinary(item: Item, name: string): IBinaryData | undefined {
	if (name === '') return undefined;
	try {
		// Not item.binary: n8n may be set to keep binary data inside of the JSON.
		return item.context.helpers.assertBinaryData(item.index, name);
	} catch {
		return undefined;
	}
}

/** The names of all binary properties of an item. */
export function binaryNames(item: Item): string[] {
	const { json, binary = {} } = item.data;
	const inJson = Object.keys(json).filter(
		(name) => isBinaryData(json[name]) && findBinary(item, name) !== undefined,
	);
	return [...new Set([...Object.keys(binary), ...inJson])];
}

/** The error for a name that no binary property of the item has, with those that there are. */
export function noSuchBinary(item: Item, place: FieldPlace, name: string): NodeOperationError {
	const names = binaryNames(item).join(', ');
	const has = names === '' ? 'no binary data' : `only ${names}`;
	const problem = `expects a file in the binary field "${name}", but the item has ${has}`;
	return place.error(problem);
}

/** Whether a value is what n8n keeps about a file, as an expression gives it. */
export function isBinaryData(value: unknown): value is IBinaryData {
	const { mimeType, id, data, fileSize } = asObject(value) ?? {};
	// IDs of n8n begin with the place where it keeps the file; file objects of services have others.
	const isStored = typeof id === 'string' && id.includes(':');
	const isDescribed = isStored || [data, fileSize].some((one) => typeof one === 'string');
	return typeof mimeType === 'string' && isDescribed;
}
