import type { IDataObject } from 'n8n-workflow';

import { readField } from '../../../common/items/fields';
import type { Item } from '../../../common/items/item';
import { toJson } from '../../../common/items/values';
import { asObject } from '../../../common/util/json';
import { inputFields } from '../fields/inputs';
import { checkInput } from './checkInput';
import { readInputFields } from './fields';
import { readForm } from './form';
import type { InputSource } from './inputSource';
import { checkJsonFiles } from './jsonFiles';

/**
 * The run's `input` object for an item, by the way that `inputMode` names.
 *
 * @throws NodeOperationError that names the item and the field, before a run is started.
 */
export async function readInput(item: Item, source: InputSource): Promise<IDataObject> {
	switch (readField(item, inputFields, 'inputMode')) {
		case 'form':
			return await readForm(item, source);
		case 'json': {
			const input = readInputJson(item);
			// What is undefined is not sent.
			const names = Object.keys(input).filter((name) => input[name] !== undefined);
			const { displayName } = inputFields.inputJson.property;
			const inputs = await checkInput(item.field(displayName), names, source);
			return await checkJsonFiles(item, input, inputs);
		}
		case 'fields': {
			const { displayName } = inputFields.inputFields.property;
			const place = item.field(displayName);
			return await readInputFields(
				item,
				place,
				async (names) => await checkInput(place, names, source),
			);
		}
	}
}

function readInputJson(item: Item): IDataObject {
	const place = item.field(inputFields.inputJson.property.displayName);
	const value = toJson(readField(item, inputFields, 'inputJson'), place) ?? {};
	const input = asObject(value);
	if (input !== undefined) return input as IDataObject;
	throw place.error('must be a JSON object with one entry per input, like {"Question": "…"}');
}
