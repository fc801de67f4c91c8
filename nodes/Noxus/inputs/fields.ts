import type { IDataObject } from 'n8n-workflow';

import type { FieldPlace, Item } from '../../../common/items/item';
import { preview, toFlag, toJson, toNumber } from '../../../common/items/values';
import { asObject, isLeftEmpty, toPlainText } from '../../../common/util/json';
import type { WorkflowInput } from '../api/workflowInputs';
import { inputFields } from '../fields/inputs';
import { rowType, type InputRow } from '../fields/inputRows';
import { readFileRow } from './fileRow';
import { checkJsonFile } from './jsonFiles';

/**
 * The run's `input` from the rows of the parameter `inputFields`. `checkNames` is called with all
 * names before any value is read, because a value may be a large file, and returns the inputs of the
 * workflow that are known.
 *
 * @throws NodeOperationError that names the item and the field, before a run is started.
 */
export async function readInputFields(
	item: Item,
	place: FieldPlace,
	checkNames: (names: string[]) => Promise<WorkflowInput[]>,
): Promise<IDataObject> {
	const rows = readRows(item, place);
	const inputs = await checkNames([...rows.keys()]);
	const entries: Array<[string, unknown]> = [];
	for (const [name, row] of rows) {
		const own = item.field(`Input "${name}"`);
		const type = rowType.parse(row.type, own, item);
		const value = await readValue(item, row, type, own);
		const isJson = type === 'json';
		entries.push([name, isJson ? await checkJsonFile(item, name, value, inputs) : value]);
	}
	return Object.fromEntries(entries) as IDataObject;
}

/** The rows by their names. */
function readRows(item: Item, place: FieldPlace): Map<string, InputRow> {
	const given = item.parameter('inputFields.values' satisfies `${keyof typeof inputFields}.values`);
	if (!isLeftEmpty(given) && !Array.isArray(given)) {
		throw place.error(`must be a list of rows, not ${preview(given)}`);
	}
	const rows: unknown[] = Array.isArray(given) ? given : [];
	const named = new Map<string, InputRow>();
	for (const row of rows.map((one): InputRow => asObject(one) ?? {})) {
		const name = typeof row.name === 'number' ? String(row.name) : row.name;
		if (typeof name !== 'string' || name.trim() === '') {
			throw place.error(
				'has a row without a name: give the label of the input in Noxus, or its node id',
			);
		}
		const trimmed = name.trim();
		if (named.has(trimmed)) throw place.error(`has "${trimmed}" twice: keep one of the rows`);
		named.set(trimmed, row);
	}
	return named;
}

async function readValue(
	item: Item,
	row: InputRow,
	type: ReturnType<typeof rowType.parse>,
	place: FieldPlace,
): Promise<unknown> {
	switch (type) {
		case 'text':
			return toPlainText(row.textValue);
		case 'number':
			return required(toNumber(row.numberValue, place), place, 'a number', row.numberValue);
		case 'boolean':
			return required(toFlag(row.booleanValue, place), place, 'true or false', row.booleanValue);
		case 'json':
			return required(toJson(row.jsonValue, place), place, 'JSON', row.jsonValue);
		default:
			return await readFileRow(item, row, type, place);
	}
}

function required<T>(value: T | undefined, place: FieldPlace, wanted: string, given: unknown): T {
	if (value !== undefined) return value;
	throw place.error(`must be ${wanted}, not ${preview(given)}`);
}
