import { z } from 'zod';
import { z as z4 } from 'zod/v4';

import { toJsonSchema, toParameters } from '../../../noukai/nodes/Noukai/tools/jsonSchema';

enum Color {
	red = 'r',
	blue = 'b',
}

enum Level {
	low,
	high,
}

type Zod = typeof z;

/** The same schema in both versions of zod, and what comes of it. */
const CASES: Array<[string, (from: Zod) => unknown, object]> = [
	['text', ({ string }) => string(), { type: 'string' }],
	['a number', ({ number }) => number(), { type: 'number' }],
	['a whole number', ({ number }) => number().int(), { type: 'integer' }],
	['true or false', ({ boolean }) => boolean(), { type: 'boolean' }],
	['a date', ({ date }) => date(), { type: 'string', format: 'date-time' }],
	['null', (from) => from.null(), { type: 'null' }],
	['anything', ({ any }) => any(), {}],
	['one of some', (from) => from.enum(['a', 'b']), { type: 'string', enum: ['a', 'b'] }],
	['one of an enum', ({ nativeEnum }) => nativeEnum(Color), { type: 'string', enum: ['r', 'b'] }],
	['one of an enum of numbers', ({ nativeEnum }) => nativeEnum(Level), { enum: [0, 1] }],
	['one value', ({ literal }) => literal(3), { enum: [3] }],
	['a list', ({ array, string }) => array(string()), { type: 'array', items: { type: 'string' } }],
	[
		'a tuple',
		({ tuple, string, number }) => tuple([string(), number()]),
		{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
	],
	[
		'a record',
		({ record, string, number }) => record(string(), number()),
		{ type: 'object', additionalProperties: { type: 'number' } },
	],
	[
		'a union',
		({ union, string, number }) => union([string(), number()]),
		{ anyOf: [{ type: 'string' }, { type: 'number' }] },
	],
	[
		'a union by a field',
		({ discriminatedUnion, object, literal }) =>
			discriminatedUnion('kind', [object({ kind: literal('a') }), object({ kind: literal('b') })]),
		{
			anyOf: ['a', 'b'].map((kind) => ({
				type: 'object',
				properties: { kind: { enum: [kind] } },
				required: ['kind'],
			})),
		},
	],
	[
		'an intersection',
		({ intersection, object, string }) => intersection(object({ a: string() }), object({})),
		{
			allOf: [
				{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
				{ type: 'object', properties: {} },
			],
		},
	],
	[
		'an object whose fields may be left out',
		({ object, string }) =>
			object({
				a: string().describe('Needed'),
				b: string().optional(),
				c: string().default('x'),
				d: string().nullable(),
				e: string().nullable().optional(),
			}),
		{
			type: 'object',
			properties: {
				a: { type: 'string', description: 'Needed' },
				b: { type: 'string' },
				c: { type: 'string' },
				d: { anyOf: [{ type: 'string' }, { type: 'null' }] },
				e: { anyOf: [{ type: 'string' }, { type: 'null' }] },
			},
			required: ['a', 'd'],
		},
	],
	[
		'an object that is changed after its check, as the tool with one input of LangChain',
		({ object, string }) => object({ input: string().optional() }).transform(({ input }) => input),
		{ type: 'object', properties: { input: { type: 'string' } } },
	],
	['what is built later', ({ lazy, string }) => lazy(() => string()), { type: 'string' }],
	[
		'a description around others',
		({ string }) => string().describe('inner').optional().describe('outer'),
		{ type: 'string', description: 'outer' },
	],
];

describe.each([
	['3', z],
	['4', z4 as unknown as Zod],
])('a schema of zod %s', (_version, from) => {
	it.each(CASES)('reads %s', (_case, make, expected) => {
		expect(toJsonSchema(make(from))).toEqual(expected);
	});

	it('ends if it contains itself', () => {
		const tree: unknown = from.lazy(() => from.array(tree as never));
		expect(JSON.stringify(toJsonSchema(tree)).length).toBeLessThan(1_000);
	});
});

describe('the parameters of a tool', () => {
	it.each([
		['JSON Schema', { type: 'object', properties: { a: { type: 'string' } } }],
		['nothing', undefined],
		['text', z.string()],
	])('are always an object: %s', (_case, schema) => {
		expect(toParameters(schema)).toMatchObject({ type: 'object', properties: {} });
	});

	it('of JSON Schema stay as they are', () => {
		const schema = { type: 'object', properties: {}, additionalProperties: false };
		expect(toParameters(schema)).toEqual(schema);
	});
});
