/**
 * Reads values that users and expressions give, by what a field can hold. Only undefined, null and
 * blank text count as left empty; a value of a kind that the field cannot hold is an error.
 */

import { asObject, isLeftEmpty } from '../util/json';
import { isUuid } from '../util/uuid';
import { cut, parseJson, problemWithId } from '../util/checks';
import type { FieldPlace } from './item';

/** The value for an error text, short. */
export function preview(value: unknown): string {
	if (typeof value === 'string') return `"${cut(value)}"`;
	// In JSON, NaN and Infinity are null.
	return cut(typeof value === 'number' ? String(value) : String(JSON.stringify(value)));
}

/** Trimmed text; empty if nothing was given. @throws NodeOperationError for an object or a list. */
export function toText(value: unknown, place: FieldPlace): string {
	if (isLeftEmpty(value)) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw place.error(`must be text, not ${preview(value)}`);
}

/**
 * An ID, from a plain value or from a resource locator; empty if nothing was given.
 *
 * @throws NodeOperationError for what cannot be an ID.
 */
export function toId(value: unknown, place: FieldPlace): string {
	const locator = asLocator(value);
	if (locator !== undefined) return toId(locator.value, place);
	if (isLeftEmpty(value)) return '';
	if (typeof value !== 'string' && typeof value !== 'number') {
		throw place.error(`must be an ID, not ${preview(value)}`);
	}
	const id = String(value).trim();
	const problem = problemWithId(id);
	if (problem !== undefined) throw place.error(problem);
	return id;
}

/** The same for an ID that is a UUID, with dashes or without. */
export function toUuid(value: unknown, place: FieldPlace): string {
	const id = toId(value, place);
	if (id === '' || isUuid(withDashes(id))) return id;
	throw place.error(`must be an ID such as ${SOME_UUID}, not ${preview(id)}`);
}

const SOME_UUID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

const withDashes = (id: string): string =>
	id.replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, '$1-$2-$3-$4-$5');

/** The value of a resource locator of n8n, which an expression may pass on as a whole. */
export function asLocator(value: unknown): { mode: unknown; value: unknown } | undefined {
	const fields = asObject(value);
	if (fields === undefined || !('mode' in fields) || !('value' in fields)) return undefined;
	return { mode: fields.mode, value: fields.value };
}

/** A list of texts: text with commas between, or a list. @throws NodeOperationError for anything else. */
export function toList(value: unknown, place: FieldPlace): string[] {
	const parts = Array.isArray(value)
		? value.map((part) => toText(part, place))
		: toText(value, place).split(',');
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** A number, also as text; undefined if nothing was given. @throws NodeOperationError for anything else. */
export function toNumber(value: unknown, place: FieldPlace): number | undefined {
	const number = isLeftEmpty(value) ? undefined : parseNumber(value);
	if (number === undefined || Number.isFinite(number)) return number;
	throw place.error(`must be a number, not ${preview(value)}`);
}

/** The number in a value; NaN if there is none. */
export function parseNumber(value: unknown): number {
	const number = typeof value === 'string' ? Number(value) : value;
	return typeof number === 'number' ? number : NaN;
}

/** The values that n8n's own check of a boolean accepts (n8n-workflow type-validation.js). */
const FLAGS = new Map<unknown, boolean>([
	[true, true],
	[false, false],
	['true', true],
	['false', false],
	[1, true],
	[0, false],
	['1', true],
	['0', false],
]);

/** True or false, also as text in any case or as 1 and 0; undefined if nothing was given. */
export function toFlag(value: unknown, place: FieldPlace): boolean | undefined {
	if (isLeftEmpty(value)) return undefined;
	const flag = FLAGS.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
	if (flag !== undefined) return flag;
	throw place.error(`must be true or false, not ${preview(value)}`);
}

/** One of the values; undefined if nothing was given. @throws NodeOperationError that lists them. */
export function toChoice<V extends string>(
	value: unknown,
	values: readonly V[],
	place: FieldPlace,
): V | undefined {
	if (isLeftEmpty(value)) return undefined;
	const chosen = values.find((one) => one === value);
	if (chosen !== undefined) return chosen;
	throw place.error(`must be one of ${values.join(', ')}, not ${preview(value)}`);
}

/** Any JSON, also as text; undefined if nothing was given. @throws NodeOperationError for other text. */
export function toJson(value: unknown, place: FieldPlace): unknown {
	if (isLeftEmpty(value)) return undefined;
	const parsed = parseJson(value);
	if ('problem' in parsed) throw place.error(parsed.problem);
	return parsed.value;
}
