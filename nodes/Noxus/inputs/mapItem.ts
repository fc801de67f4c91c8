/** Finds the values of a form's fields in an item, by name. Pure. */

import type { FormField } from './formFields';
import { NAME_FORMS } from './compareInput';
import { isFileKind } from '../api/workflowInputs';

/** The parts of an n8n item in which values are found. */
export interface MappedItem {
	json: Record<string, unknown>;
	/** The names of its binary properties. */
	binaryNames: string[];
}

/**
 * A value for each field that the item has one for, by the id of the field. Fields are found by
 * their label: exactly, else without the blanks at its ends, else without regard to case. For files, binary properties come first, and
 * one file input takes the one file there is, whatever its name.
 */
export function mapItem(fields: FormField[], { json, binaryNames }: MappedItem) {
	const fileFields = fields.filter(({ inputKind }) => isFileKind(inputKind));
	const onlyFile = fileFields.length === 1 && binaryNames.length === 1 ? binaryNames[0] : undefined;
	const exact = new Set(fields.flatMap(({ id, inputLabel }) => [id, inputLabel]));
	const found = fields.map((field) => {
		const isFile = fileFields.includes(field);
		const binaryName = isFile ? findName(field, binaryNames, exact) : undefined;
		const name = findName(field, Object.keys(json), exact);
		const inJson = name === undefined ? undefined : json[name];
		const fallback = isFile ? onlyFile : undefined;
		return [field.id, binaryName ?? inJson ?? fallback] as const;
	});
	return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** What is another field's name exactly is not taken for this one's in another case. */
function findName(
	{ id, inputLabel }: FormField,
	names: string[],
	exact: Set<string>,
): string | undefined {
	const wanted = [id, inputLabel];
	const others = names.filter((name) => !exact.has(name));
	const isExact = (name: string) => wanted.includes(name);
	const alike = NAME_FORMS.map((formOf) =>
		others.find((name) => wanted.some((own) => formOf(own) === formOf(name))),
	);
	return names.find(isExact) ?? alike.find((name) => name !== undefined);
}
