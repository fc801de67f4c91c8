import type { IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../json';
import { binaryToDataUri, type FileInput } from './binary';
import { fieldError, toText } from './parameters';

/**
 * A file for a run's input, from whatever names one: a binary property, an https URL, a `spot://`
 * uri, the output of File: Upload, or a list of these.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export async function readFileValue(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	value: unknown,
): Promise<unknown> {
	if (Array.isArray(value)) {
		return await Promise.all(
			value.map(async (one) => await readFileValue(context, itemIndex, fieldName, one)),
		);
	}
	if (typeof asObject(value)?.uri === 'string') return value;
	const text = toText(value);
	if (text === '') throw fieldError(context, itemIndex, fieldName, 'must name a file');
	if (text.startsWith('spot://')) return { uri: text } satisfies FileInput;
	if (/^https?:\/\//i.test(text)) {
		const name = new URL(text).pathname.split('/').pop() || 'file';
		return { uri: text, name } satisfies FileInput;
	}
	return await binaryToDataUri(context, itemIndex, text, fieldName);
}
