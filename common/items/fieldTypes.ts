/** The types of fields. Each takes a description as n8n wants it, without its name and type. */

import type { INodePropertyOptions } from 'n8n-workflow';

import { asObject, isLeftEmpty } from '../util/json';
import type { Field, FieldProperty } from './fields';
import type { FieldPlace } from './item';
import {
	parseNumber,
	preview,
	toChoice,
	toFlag,
	toId,
	toJson,
	toList,
	toText,
	toUuid,
} from './values';

type Described = Omit<FieldProperty, 'type' | 'default' | 'options'>;

/** Trimmed text; empty if left empty. */
export function textField(property: Described & { default?: string }): Field<string> {
	return {
		property: { default: '', ...property, type: 'string' },
		parse: (value, place) => toText(value, place),
	};
}

/** Text as it is, blanks included; empty if left empty. */
export function exactTextField(property: Described & { default?: string }): Field<string> {
	return {
		property: { default: '', ...property, type: 'string' },
		parse: (value, place) => (typeof value === 'string' ? value : toText(value, place)),
	};
}

/** Text that must be filled in. */
export function requiredTextField(property: Described & { default?: string }): Field<string> {
	return {
		property: { default: '', ...property, type: 'string', required: true },
		parse: (value, place) => {
			const text = toText(value, place);
			if (text === '') throw place.error('is empty: enter a value');
			return text;
		},
	};
}

/** An ID; empty if left empty. */
export function idField(property: Described): Field<string> {
	return { property: { ...property, type: 'string', default: '' }, parse: toId };
}

/** An ID that must be filled in. */
export function requiredIdField(property: Described): Field<string> {
	return {
		property: { ...property, type: 'string', default: '', required: true },
		parse: toRequiredId,
	};
}

/** A UUID that must be filled in. */
export function requiredUuidField(property: Described): Field<string> {
	return { ...requiredIdField(property), parse: toRequiredUuid };
}

/** The ID in a value. @throws NodeOperationError if there is none. */
export function toRequiredId(value: unknown, place: FieldPlace): string {
	return filledIn(toId(value, place), place);
}

/** The UUID in a value. @throws NodeOperationError if there is none. */
export function toRequiredUuid(value: unknown, place: FieldPlace): string {
	return filledIn(toUuid(value, place), place);
}

function filledIn(id: string, place: FieldPlace): string {
	if (id === '') throw place.error('is empty: enter an ID');
	return id;
}

/** Several texts, with commas between them, or as a list that an expression gives. */
export function listField(property: Described): Field<string[]> {
	return { property: { ...property, type: 'string', default: '' }, parse: toList };
}

/** Several of a list of options, which may be loaded. */
export function multiChoiceField(
	property: Described & { default: string[]; options?: INodePropertyOptions[] },
): Field<string[]> {
	return { property: { ...property, type: 'multiOptions' }, parse: toList };
}

/** True or false; the default if left empty. */
export function flagField(property: Described & { default: boolean }): Field<boolean> {
	return {
		property: { ...property, type: 'boolean' },
		parse: (value, place) => toFlag(value, place) ?? property.default,
	};
}

/** Its value if the user has added it, and undefined if not. */
export function optionalFlagField(
	property: Described & { default: boolean },
): Field<boolean | undefined> {
	return { property: { ...property, type: 'boolean' }, parse: toFlag };
}

/** A number with its limits, which are part of the range. */
interface Range {
	default: number;
	min: number;
	max?: number;
	isWhole?: boolean;
}

/** A number in a range; the default if left empty. */
export function numberField({
	min,
	max = Infinity,
	isWhole = false,
	...property
}: Described & Range): Field<number> {
	const typeOptions = { minValue: min, ...(max !== Infinity && { maxValue: max }) };
	return {
		property: { ...property, type: 'number', typeOptions },
		parse: (value, place) => {
			const number = isLeftEmpty(value) ? property.default : parseNumber(value);
			const isOfKind = isWhole ? Number.isInteger(number) : Number.isFinite(number);
			const isInRange = isOfKind && number >= min && number <= max;
			if (isInRange) return number;
			const range = max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
			const kind = isWhole ? 'whole number' : 'number';
			throw place.error(`must be a ${kind} ${range}, not ${preview(value)}`);
		},
	};
}

type Options<V extends string> = Array<INodePropertyOptions & { value: V }>;

/** One of the options; the default if left empty. */
export function choiceField<const V extends string>(
	property: Described & { default: NoInfer<V>; options: Options<V> },
): Field<V> {
	const values = property.options.map(({ value }) => value);
	return {
		property: { ...property, type: 'options' },
		parse: (value, place) => toChoice(value, values, place) ?? property.default,
	};
}

/** Any JSON, as text or as the value that an expression gives; undefined if left empty. */
export function jsonField(property: Described & { default?: string }): Field<unknown> {
	return { property: { default: '', ...property, type: 'json' }, parse: toJson };
}

/** A JSON object, as text or as the value that an expression gives; empty if left empty. */
export function objectField(
	property: Described & { default?: string },
): Field<Record<string, unknown>> {
	return {
		property: { default: '{}', ...property, type: 'json' },
		parse: (value, place) => {
			const json = toJson(value, place) ?? {};
			const fields = asObject(json);
			if (fields === undefined) throw place.error(`must be a JSON object, not ${preview(json)}`);
			return fields;
		},
	};
}

/** A field of text whose expression may give a value of any kind, which is kept. */
export function valueField(property: Described): Field<unknown> {
	return { property: { ...property, type: 'string', default: '' }, parse: (value) => value };
}

/** A text that is shown and holds no value. */
export function notice(
	displayName: string,
	displayOptions: FieldProperty['displayOptions'] = {},
): Field<undefined> {
	const property = { displayName, type: 'notice' as const, default: '', displayOptions };
	return { property, parse: () => undefined };
}
