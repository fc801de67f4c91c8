import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../json';
import { parseJson } from './checks';
import { readInputFields } from './fields';
import { fieldError } from './parameters';

/**
 * The run's `input` object for an item, by the way that `inputMode` names.
 *
 * @throws NodeOperationError that names the item and the field, before anything is sent.
 */
export async function readInput(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<IDataObject> {
	const mode = context.getNodeParameter('inputMode', itemIndex, 'fields');
	return mode === 'json'
		? readInputJson(context, itemIndex)
		: await readInputFields(context, itemIndex);
}

function readInputJson(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const parsed = parseJson(context.getNodeParameter('inputJson', itemIndex, '{}'));
	if ('problem' in parsed) throw fieldError(context, itemIndex, 'Input JSON', parsed.problem);
	const input = asObject(parsed.value);
	if (input === undefined) {
		const problem = 'must be a JSON object with one entry per input, like {"Question": "…"}';
		throw fieldError(context, itemIndex, 'Input JSON', problem);
	}
	return input as IDataObject;
}
