import { parseBoolean, parseUuid } from './values';
import { invalid, type ValidationProblem } from './errors';

export type Query = Record<string, string | string[] | undefined>;

export interface PageRequest {
	page: number;
	size: number;
}

/** What Pydantic reads as an integer: `1.0` and `1_000` as well. */
const INTEGER = /^\s*[+-]?\d+(_\d+)*(\.0+)?\s*$/;

/** `page` and `size` of a list: page >= 1, size 1..100 (default 50), else 422. */
export function pageRequest(query: Query): PageRequest {
	const problems: ValidationProblem[] = [];
	const page = integer(query, 'page', { fallback: 1, minimum: 1 }, problems);
	const size = integer(query, 'size', { fallback: 50, minimum: 1, maximum: 100 }, problems);
	if (problems.length > 0) throw invalid(...problems);
	return { page, size };
}

function integer(
	query: Query,
	name: string,
	range: { fallback: number; minimum: number; maximum?: number },
	problems: ValidationProblem[],
): number {
	const text = single(query[name]);
	if (text === undefined) return range.fallback;
	const loc = ['query', name];
	const { minimum, maximum = Infinity } = range;
	const given = { loc, input: text };
	const value = Number(text.replaceAll('_', ''));
	if (!INTEGER.test(text)) {
		const msg = 'Input should be a valid integer, unable to parse string as an integer';
		problems.push({ ...given, msg, type: 'int_parsing' });
	} else if (value < minimum) {
		const msg = `Input should be greater than or equal to ${minimum}`;
		problems.push({ ...given, msg, type: 'greater_than_equal', ctx: { ge: minimum } });
	} else if (value > maximum) {
		const msg = `Input should be less than or equal to ${maximum}`;
		problems.push({ ...given, msg, type: 'less_than_equal', ctx: { le: maximum } });
	}
	return value;
}

/** A boolean query parameter, in the spellings that FastAPI takes. */
export function booleanParameter(query: Query, name: string): boolean {
	const text = single(query[name]);
	const value = text === undefined ? false : parseBoolean(text);
	if (value !== null) return value;
	const msg = 'Input should be a valid boolean, unable to interpret input';
	throw invalid({ loc: ['query', name], msg, type: 'bool_parsing', input: text });
}

/** The single or last value of a query parameter. */
export function single(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value.at(-1) : value;
}

/** An id in the path, in its usual form; anything but a UUID gives 422. */
export function uuidInPath(params: Record<string, string | undefined>, name: string): string {
	const value = params[name];
	const id = parseUuid(value);
	if (id !== null) return id;
	const msg = 'Input should be a valid UUID';
	throw invalid({ loc: ['path', name], msg, type: 'uuid_parsing', input: value });
}
