/**
 * Reads the schemas that tools of n8n carry, zod 3 and 4, as JSON Schema. By hand: zod-to-json-schema
 * does not pass n8n's scanner, and is larger than all else in this package. Pure.
 */

import { asObject, textOrUndefined } from '../../../../common/util/json';

export type JsonSchema = Record<string, unknown>;

/** What zod keeps of a schema. */
type Definition = Record<string, unknown>;

/** Deeper ones are those of a schema that contains itself. */
const MAX_DEPTH = 20;

/** Kinds that stand around another schema, and where they keep it. */
const WRAPPERS: Partial<Record<string, string>> = {
	branded: 'type',
	catch: 'innerType',
	default: 'innerType',
	effects: 'schema',
	nonoptional: 'innerType',
	optional: 'innerType',
	pipe: 'in',
	pipeline: 'in',
	prefault: 'innerType',
	readonly: 'innerType',
};

/** Kinds that a caller may leave out. */
const OPTIONAL = new Set(['catch', 'default', 'optional', 'prefault']);

type Reader = (definition: Definition, read: (schema: unknown) => JsonSchema) => JsonSchema;

const READERS: Partial<Record<string, Reader>> = {
	array: ({ type, element }, read) => ({ type: 'array', items: read(element ?? type) }),
	bigint: () => ({ type: 'integer' }),
	boolean: () => ({ type: 'boolean' }),
	date: () => ({ type: 'string', format: 'date-time' }),
	discriminatedunion: ({ options }, read) => ({ anyOf: listOf(options).map(read) }),
	enum: readEnum,
	intersection: ({ left, right }, read) => ({ allOf: [read(left), read(right)] }),
	lazy: ({ getter }, read) => read(typeof getter === 'function' ? getter() : undefined),
	literal: ({ value, values }) => ({ enum: values === undefined ? [value] : listOf(values) }),
	nativeenum: readEnum,
	null: () => ({ type: 'null' }),
	nullable: ({ innerType }, read) => ({ anyOf: [read(innerType), { type: 'null' }] }),
	number: (definition) => ({ type: isWhole(definition) ? 'integer' : 'number' }),
	object: readObject,
	record: ({ valueType }, read) => ({ type: 'object', additionalProperties: read(valueType) }),
	string: () => ({ type: 'string' }),
	tuple: ({ items }, read) => ({ type: 'array', prefixItems: listOf(items).map(read) }),
	union: ({ options }, read) => ({ anyOf: listOf(options).map(read) }),
};

/** The JSON Schema of the arguments of a tool, always of an object. */
export function toParameters(schema: unknown): JsonSchema {
	const read = toJsonSchema(schema);
	return read.type === 'object' ? read : { type: 'object', properties: {} };
}

/** Any schema as JSON Schema. One of an unknown kind accepts everything. */
export function toJsonSchema(schema: unknown, depth = 0): JsonSchema {
	const definition = definitionOf(schema);
	// Anything that is not a schema of zod is JSON Schema already, as tools of MCP servers have it.
	if (definition === undefined) return asObject(schema) ?? {};
	if (depth > MAX_DEPTH) return {};
	const read = (inner: unknown) => toJsonSchema(inner, depth + 1);
	const kind = kindOf(definition);
	const wrapped = WRAPPERS[kind];
	const own = wrapped === undefined ? READERS[kind]?.(definition, read) : read(definition[wrapped]);
	const description = textOrUndefined(asObject(schema)?.description);
	return { ...own, ...(description !== undefined && { description }) };
}

/** Zod 3 and the classic form of zod 4 have `_def`; zod 4's core has `_zod.def`. */
function definitionOf(schema: unknown): Definition | undefined {
	const fields = asObject(schema);
	return asObject(fields?._def) ?? asObject(asObject(fields?._zod)?.def);
}

/** `object` for `ZodObject` of zod 3, and for `object` of zod 4. */
function kindOf({ typeName, type }: Definition): string {
	if (typeof typeName === 'string') return typeName.replace(/^Zod/, '').toLowerCase();
	return typeof type === 'string' ? type : '';
}

function readObject({ shape }: Definition, read: (schema: unknown) => JsonSchema): JsonSchema {
	const fields = asObject(typeof shape === 'function' ? shape() : shape) ?? {};
	const properties = Object.entries(fields).map(([name, field]) => [name, read(field)]);
	const required = Object.keys(fields).filter((name) => !isOptional(fields[name]));
	return {
		type: 'object',
		properties: Object.fromEntries(properties) as JsonSchema,
		...(required.length > 0 && { required }),
	};
}

/** A list of texts, or an enum of TypeScript, whose numbers are also keys that lead back to names. */
function readEnum({ values, entries }: Definition): JsonSchema {
	const given = values ?? entries;
	const fields = Object.entries(asObject(given) ?? {}).filter(([name]) => !/^\d+$/.test(name));
	const list = Array.isArray(given) ? given : fields.map(([, value]) => value as unknown);
	const isText = list.every((value) => typeof value === 'string');
	return { ...(isText && { type: 'string' }), enum: list };
}

function isOptional(schema: unknown): boolean {
	const definition = definitionOf(schema);
	if (definition === undefined) return false;
	const kind = kindOf(definition);
	if (OPTIONAL.has(kind)) return true;
	const inner = kind === 'nullable' ? 'innerType' : WRAPPERS[kind];
	return inner !== undefined && kind !== 'nonoptional' && isOptional(definition[inner]);
}

/** `z.number().int()` of zod 3, and `z.int()` of zod 4. */
function isWhole({ checks, format }: Definition): boolean {
	const isInt = listOf(checks).some((check) => {
		const { kind, _zod } = asObject(check) ?? {};
		const { format: own } = asObject(asObject(_zod)?.def) ?? {};
		return kind === 'int' || isIntFormat(own);
	});
	return isInt || isIntFormat(format);
}

const isIntFormat = (format: unknown) => typeof format === 'string' && /int/.test(format);

/** Lists, the values of objects, and of sets and maps. */
function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (value instanceof Map || value instanceof Set) return [...value.values()];
	return Object.values(asObject(value) ?? {});
}
