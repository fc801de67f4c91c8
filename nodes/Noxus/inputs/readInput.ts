import type { IDataObject } from 'n8n-workflow';

import { readField } from '../../../common/items/fields';
import type { FieldPlace, Item } from '../../../common/items/item';
import { toJson } from '../../../common/items/values';
import { asObject } from '../../../common/util/json';
import { inputFields } from '../fields/inputs';
import { checkInput } from './checkInput';
import { findInput } from './compareInput';
import { readInputFields } from './fields';
import { fitFiles } from './fitFiles';
import { readForm } from './form';
import { hintAtNothing, type InputSource } from './inputSource';
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
			const { displayName } = inputFields.inputJson.property;
			return await readJson(item, item.field(displayName), source);
		}
		case 'fields': {
			const { displayName } = inputFields.inputFields.property;
			return await readInputFields(item, item.field(displayName), source);
		}
	}
}

async function readJson(item: Item, place: FieldPlace, source: InputSource): Promise<IDataObject> {
	const input = readInputJson(item, place);
	// What is undefined is not sent.
	const isGiven = (name: string) => input[name] !== undefined;
	const names = Object.keys(input);
	const { inputs, keyOf } = await checkInput(place, names.filter(isGiven), source);
	hintAtNothing(
		source,
		names.filter((name) => !isGiven(name)),
	);
	const checked = await checkJsonFiles(item, input, inputs, keyOf);
	const entries = Object.entries(checked).map(([key, value]) => {
		const own = item.field(`Input "${key}"`);
		return [key, fitFiles(own, value, findInput(inputs, key), source.hint)];
	});
	return Object.fromEntries(entries) as IDataObject;
}

function readInputJson(item: Item, place: FieldPlace): IDataObject {
	const value = toJson(readField(item, inputFields, 'inputJson'), place) ?? {};
	const input = asObject(value);
	if (input !== undefined) return input as IDataObject;
	throw place.error('must be a JSON object with one entry per input, like {"Question": "…"}');
}
