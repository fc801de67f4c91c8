import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import { checkInput } from './checkInput';
import { parseJson } from '../../../common/items/checks';
import { readInputFields } from './fields';
import { readForm } from './form';
import type { InputSource } from './inputSource';
import { checkJsonFiles } from './jsonFiles';
import { fieldError } from '../../../common/items/parameters';

/**
 * The run's `input` object for an item, by the way that `inputMode` names.
 *
 * @throws NodeOperationError that names the item and the field, before a run is started.
 */
export async function readInput(
	context: IExecuteFunctions,
	itemIndex: number,
	source: InputSource,
): Promise<IDataObject> {
	const mode = context.getNodeParameter('inputMode', itemIndex, 'form');
	if (mode === 'form') return await readForm(context, itemIndex, source);
	if (mode === 'json') {
		const input = readInputJson(context, itemIndex);
		// What is undefined is not sent.
		const names = Object.keys(input).filter((name) => input[name] !== undefined);
		const inputs = await checkInput(context, itemIndex, 'Input JSON', names, source);
		return await checkJsonFiles(context, itemIndex, input, inputs);
	}
	return await readInputFields(
		context,
		itemIndex,
		async (names) => await checkInput(context, itemIndex, 'Input Fields', names, source),
	);
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
