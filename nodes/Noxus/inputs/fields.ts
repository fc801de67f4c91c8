import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { parseJson } from './checks';
import { readFileRow } from './fileRow';
import { fieldError, toText } from './parameters';

/** One row of the parameter `inputFields`. The value stands in the member that its type names. */
export interface InputField {
	name?: unknown;
	type?: string;
	textValue?: unknown;
	numberValue?: unknown;
	booleanValue?: unknown;
	jsonValue?: unknown;
	binaryPropertyName?: unknown;
	url?: unknown;
	fileUri?: unknown;
	fileName?: unknown;
}

/**
 * The run's `input` from the rows of the parameter `inputFields`.
 *
 * @throws NodeOperationError that names the item and the field, before anything is sent.
 */
export async function readInputFields(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<IDataObject> {
	const rows = context.getNodeParameter('inputFields.values', itemIndex, []) as InputField[];
	const input: Record<string, unknown> = {};
	for (const row of rows) {
		const name = toText(row.name);
		if (name === '') {
			const problem =
				'has a row without a name: give the label of the input in Noxus, or its node id';
			throw fieldError(context, itemIndex, 'Input Fields', problem);
		}
		if (Object.hasOwn(input, name)) {
			throw fieldError(
				context,
				itemIndex,
				'Input Fields',
				`has "${name}" twice: keep one of the rows`,
			);
		}
		input[name] = await readValue(context, itemIndex, row, `Input "${name}"`);
	}
	return input as IDataObject;
}

async function readValue(
	context: IExecuteFunctions,
	itemIndex: number,
	row: InputField,
	fieldName: string,
): Promise<unknown> {
	switch (row.type) {
		case 'number':
			return readNumber(context, itemIndex, row.numberValue, fieldName);
		case 'boolean':
			return readBoolean(context, itemIndex, row.booleanValue, fieldName);
		case 'json': {
			const parsed = parseJson(row.jsonValue);
			if ('problem' in parsed) throw fieldError(context, itemIndex, fieldName, parsed.problem);
			return parsed.value;
		}
		case 'binaryProperty':
		case 'url':
		case 'storedFile':
			return await readFileRow(context, itemIndex, row, fieldName);
		default:
			return readText(row.textValue);
	}
}

/** Text is sent as it is, spaces included. */
function readText(value: unknown): string {
	if (typeof value === 'string') return value;
	return value === undefined || value === null ? '' : JSON.stringify(value);
}

function readNumber(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
	fieldName: string,
): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw fieldError(
			context,
			itemIndex,
			fieldName,
			`must be a number, not ${JSON.stringify(value)}`,
		);
	}
	return number;
}

function readBoolean(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
	fieldName: string,
): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	const problem = `must be true or false, not ${JSON.stringify(value)}`;
	throw fieldError(context, itemIndex, fieldName, problem);
}
