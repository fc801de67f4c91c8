/**
 * Fields of a node's panel, each written once: its description gives the type of the value that is
 * read, the label in errors, the limits and the default.
 */

import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { asObject, isLeftEmpty } from '../util/json';
import type { FieldPlace, ParameterSource } from './item';
import { preview } from './values';

/** What a panel shows; the name of the parameter is the key under which the field stands. */
export type FieldProperty = Omit<INodeProperties, 'name'>;

/** A field, and how its value is read. `parse` throws NodeOperationError for a wrong one. */
export interface Field<T> {
	readonly property: FieldProperty;
	parse(value: unknown, place: FieldPlace, source: ParameterSource): T;
}

/** Fields by the names of their parameters. */
export type Fields = Record<string, Field<unknown>>;

/** The values of fields, by the names of their parameters. */
export type ValuesOf<F extends Fields> = {
	[Name in keyof F]: F[Name] extends Field<infer T> ? T : never;
};

type Show = IDisplayOptions['show'];

/** The descriptions of fields in their order; all of them are shown for `show` only. */
export function toProperties(fields: Fields, show: Show = {}): INodeProperties[] {
	return Object.entries(fields).map(([name, { property }]) => ({
		...property,
		name,
		...shownFor(property, show),
	}));
}

function shownFor({ displayOptions }: FieldProperty, show: Show): Partial<INodeProperties> {
	const all = { ...show, ...displayOptions?.show };
	if (Object.keys(all).length === 0 && displayOptions?.hide === undefined) return {};
	const shown = Object.keys(all).length > 0 && { show: all };
	return { displayOptions: { ...displayOptions, ...shown } };
}

/** Reads one of the fields. @throws NodeOperationError that names the field, for a wrong value. */
export function readField<F extends Fields, Name extends keyof F & string>(
	source: ParameterSource,
	fields: F,
	name: Name,
): ValuesOf<F>[Name] {
	const { property, parse } = fields[name] as Field<ValuesOf<F>[Name]>;
	return parse(source.parameter(name), source.field(property.displayName), source);
}

/** Reads all of the fields. @throws NodeOperationError that names the first one with a wrong value. */
export function readFields<F extends Fields>(source: ParameterSource, fields: F): ValuesOf<F> {
	const names = Object.keys(fields);
	const values = names.map((name) => [name, readField(source, fields, name)]);
	return Object.fromEntries(values) as ValuesOf<F>;
}

/** What a collection of optional fields is called in the panel. */
type CollectionTexts = Pick<FieldProperty, 'displayName' | 'placeholder' | 'description'>;

/** A collection of optional fields, offered in their order, read as one object. */
export function collection<F extends Fields>(
	fields: F,
	texts: CollectionTexts = { displayName: 'Options', placeholder: 'Add Option' },
): Field<ValuesOf<F>> {
	const options = toProperties(fields);
	return {
		property: { ...texts, type: 'collection', default: {}, options },
		parse: (value, place, source) => {
			const given = isLeftEmpty(value) ? {} : asObject(value);
			if (given === undefined) throw place.error(`must be an object, not ${preview(value)}`);
			return readGiven(fields, given, source);
		},
	};
}

/** The same fields, of which those with these names are offered first. */
export function withFirst<F extends Fields>(first: readonly string[], fields: F): F {
	const rankOf = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
	const entries = Object.entries(fields).sort(([a], [b]) => rankOf(a) - rankOf(b));
	return Object.fromEntries(entries) as F;
}

/** The same fields, hidden from the panel of the node as a tool of an agent, where they are of no use. */
export function hiddenInTools<F extends Fields>(fields: F): F {
	const hidden = Object.entries(fields).map(([name, field]) => {
		const { displayOptions } = field.property;
		const hide = { ...displayOptions?.hide, ...IN_TOOLS.hide };
		return [name, withProperty(field, { displayOptions: { ...displayOptions, hide } })];
	});
	return Object.fromEntries(hidden) as F;
}

/** Display options of what is hidden in tools (n8n-workflow node-helpers.js, getPropertyValues). */
export const IN_TOOLS = { hide: { '@tool': [true] } } satisfies IDisplayOptions;

/** The name under which n8n keeps the rows of a fixed collection. */
const ROWS = 'values';

/** Rows that each have the same fields, in the order of the panel; none if left empty. */
export function rows<F extends Fields>(
	fields: F,
	{ row, ...texts }: Omit<FieldProperty, 'type' | 'default' | 'options'> & { row: string },
): Field<Array<ValuesOf<F>>> {
	const options = [{ displayName: row, name: ROWS, values: toProperties(fields) }];
	const typeOptions = { multipleValues: true, sortable: true };
	return {
		property: { ...texts, type: 'fixedCollection', default: {}, typeOptions, options },
		parse: (value, place, source) => {
			const given = isLeftEmpty(value) ? {} : asObject(value);
			const list = given?.[ROWS] ?? [];
			if (given === undefined || !Array.isArray(list)) {
				throw place.error(`must be a list of rows, not ${preview(value)}`);
			}
			return list.map((one) => readGiven(fields, asObject(one) ?? {}, source));
		},
	};
}

/** Reads fields out of one object. */
function readGiven<F extends Fields>(
	fields: F,
	given: Record<string, unknown>,
	source: ParameterSource,
): ValuesOf<F> {
	const parsed = Object.entries(fields).map(([name, field]) => {
		const own = source.field(field.property.displayName);
		return [name, field.parse(given[name], own, source)] as const;
	});
	return Object.fromEntries(parsed) as ValuesOf<F>;
}

/** The same field with other texts or other display options. */
export function withProperty<T>(field: Field<T>, property: Partial<FieldProperty>): Field<T> {
	return { ...field, property: { ...field.property, ...property } };
}
