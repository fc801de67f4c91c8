import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { WorkflowInput } from '../api/workflowInputs';
import { parseJson } from '../../../common/items/checks';
import { readFileRow } from './fileRow';
import type { InputField } from './inputField';
import { checkJsonFile } from './jsonFiles';
import { fieldError, toText } from '../../../common/items/parameters';
import { readBoolean, readNumber, readText } from '../../../common/items/scalars';

/**
 * The run's `input` from the rows of the parameter `inputFields`. `checkNames` is called with all
 * names before any value is read, because a value may be a large file, and gives the inputs of the
 * workflow as far as they are known.
 *
 * @throws NodeOperationError that names the item and the field, before a run is started.
 */
export async function readInputFields(
	context: IExecuteFunctions,
	itemIndex: number,
	checkNames: (names: string[]) => Promise<WorkflowInput[]>,
): Promise<IDataObject> {
	const rows = readRows(context, itemIndex);
	const inputs = await checkNames([...rows.keys()]);
	const input: Record<string, unknown> = {};
	for (const [name, row] of rows) {
		const value = await readValue(context, itemIndex, row, `Input "${name}"`);
		const isJson = row.type === 'json';
		input[name] = isJson ? await checkJsonFile(context, itemIndex, name, value, inputs) : value;
	}
	return input as IDataObject;
}

/** The rows by their names. */
function readRows(context: IExecuteFunctions, itemIndex: number): Map<string, InputField> {
	const rows = context.getNodeParameter('inputFields.values', itemIndex, []) as InputField[];
	const named = new Map<string, InputField>();
	for (const row of rows) {
		const name = toText(row.name);
		if (name === '') {
			const problem =
				'has a row without a name: give the label of the input in Noxus, or its node id';
			throw fieldError(context, itemIndex, 'Input Fields', problem);
		}
		if (named.has(name)) {
			const problem = `has "${name}" twice: keep one of the rows`;
			throw fieldError(context, itemIndex, 'Input Fields', problem);
		}
		named.set(name, row);
	}
	return named;
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
