import { parseJson } from '../../../common/util/checks';
import { readDateTime } from '../../../common/items/dateTime';
import type { FieldPlace, Item } from '../../../common/items/item';
import { preview, toFlag, toNumber } from '../../../common/items/values';
import { asObject, toPlainText } from '../../../common/util/json';
import { isFileKind, type FileKind, type InputKind } from '../api/workflowInputs';
import { onlyFile, readFileValue } from './fileValue';
import type { FormField } from './formFields';

type Reader = (value: unknown, place: FieldPlace, item: Item) => unknown;

/** How a value is read, by the kind of the input. */
const READERS: Record<Exclude<InputKind, FileKind>, Reader> = {
	text: toPlainText,
	number: toNumber,
	boolean: toFlag,
	dateTime: (value, place, item) => readDateTime(item, place, value).toISO() ?? '',
	list: (value, place) => readJson(value, place, Array.isArray, 'a list, like ["a", "b"]'),
	object: (value, place) => readJson(value, place, isObject, 'an object, like {"a": 1}'),
};

/**
 * The value of a form's field as it is sent, by the kind of the input.
 *
 * @throws NodeOperationError that names the item and the input.
 */
export async function readFormValue(
	item: Item,
	field: FormField,
	value: unknown,
): Promise<unknown> {
	const place = item.field(`Input "${field.displayName}"`);
	const { inputKind: kind, isList } = field;
	if (!isFileKind(kind)) return READERS[kind](value, place, item);
	const files = await readFileValue(item, place, value);
	if (!isList) return onlyFile(place, files);
	return Array.isArray(files) ? files : [files];
}

const isObject = (value: unknown): boolean => asObject(value) !== undefined;

function readJson(
	value: unknown,
	place: FieldPlace,
	isWanted: (json: unknown) => boolean,
	wanted: string,
): unknown {
	const parsed = parseJson(value);
	if ('value' in parsed && isWanted(parsed.value)) return parsed.value;
	if ('problem' in parsed && /^\s*[[{]/.test(String(value))) throw place.error(parsed.problem);
	throw place.error(`must be ${wanted}, not ${preview(value)}`);
}
