import type { IDataObject } from 'n8n-workflow';

import type { FieldPlace, Item } from '../../../common/items/item';
import { preview, toFlag, toJson, toNumber } from '../../../common/items/values';
import { asObject, isLeftEmpty, toPlainText } from '../../../common/util/json';
import { inputFields } from '../fields/inputs';
import { rowType, type InputRow } from '../fields/inputRows';
import { readFileRow } from './fileRow';
import { checkInput } from './checkInput';
import { findInput } from './compareInput';
import { fitFiles } from './fitFiles';
import { hintAtNothing, type InputSource } from './inputSource';
import { checkJsonFile } from './jsonFiles';

/**
 * The run's `input` from the rows of the parameter `inputFields`. All names are compared with the
 * workflow before any value is read, because a value may be a large file.
 *
 * @throws NodeOperationError that names the item and the field, before a run is started.
 */
export async function readInputFields(
	item: Item,
	place: FieldPlace,
	source: InputSource,
): Promise<IDataObject> {
	const rows = readRows(item, place);
	const { inputs, keyOf } = await checkInput(place, [...rows.keys()], source, 'fail');
	const entries: Array<[string, unknown]> = [];
	for (const [name, row] of rows) {
		const own = item.field(`Input "${name}"`);
		const key = keyOf(name);
		const type = rowType.parse(row.type, own, item);
		const value = await readValue(item, row, type, own);
		const checked = type === 'json' ? await checkJsonFile(item, key, value, inputs) : value;
		entries.push([key, fitFiles(own, checked, findInput(inputs, key), source.hint)]);
	}
	hintAtNothing(
		source,
		[...rows].filter(([, row]) => isNothing(row)).map(([name]) => name),
	);
	return Object.fromEntries(entries) as IDataObject;
}

/** An expression for a text that returned nothing; the other types refuse that. */
function isNothing({ type, textValue }: InputRow): boolean {
	return rowType.property.default === (type ?? 'text') && (textValue ?? null) === null;
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
			throw place.error('has a row without a name: enter the label or the node ID of the input');
		}
		if (named.has(name)) throw place.error(`has "${name}" twice: remove one of the rows`);
		named.set(name, row);
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
