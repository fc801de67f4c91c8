import type {
	IBinaryData,
	IExecuteFunctions,
	INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';

import { asObject } from '../util/json';
import { fieldError } from './parameters';

/** The binary property of an item, or undefined where it has none of this name. */
export function findBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): IBinaryData | undefined {
	if (name === '') return undefined;
	try {
		// Not item.binary: n8n may be set to keep binary data inside of the JSON.
		return context.helpers.assertBinaryData(itemIndex, name);
	} catch {
		return undefined;
	}
}

/** The names of all binary properties of an item. */
export function binaryNames(context: IExecuteFunctions, itemIndex: number): string[] {
	const { json = {}, binary = {} }: Partial<INodeExecutionData> =
		context.getInputData()[itemIndex] ?? {};
	const inJson = Object.keys(json).filter(
		(name) => isBinaryData(json[name]) && findBinary(context, itemIndex, name) !== undefined,
	);
	return [...new Set([...Object.keys(binary), ...inJson])];
}

/** The error for a name that no binary property of the item has; tells which ones there are. */
export function noSuchBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	name: string,
): NodeOperationError {
	const names = binaryNames(context, itemIndex).join(', ');
	const has = names === '' ? 'no binary data' : `the binary properties ${names}`;
	const problem = `names the binary property "${name}", but the item has ${has}`;
	return fieldError(context, itemIndex, fieldName, problem);
}

/** Whether a value is what n8n keeps about a file, as an expression gives it. */
export function isBinaryData(value: unknown): value is IBinaryData {
	const { mimeType, id, data, fileSize } = asObject(value) ?? {};
	// Ids of n8n begin with where it keeps the file; Noxus's own file objects have others.
	const isStored = typeof id === 'string' && id.includes(':');
	const isDescribed = isStored || [data, fileSize].some((one) => typeof one === 'string');
	return typeof mimeType === 'string' && isDescribed;
}
