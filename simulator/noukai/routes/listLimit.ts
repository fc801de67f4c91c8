import { invalid } from '../../http/errors';
import { single, type Query } from '../../http/parameters';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** The query parameter `limit`: 1 to 100, 20 when absent, else 422. */
export function limitIn(query: Query): number {
	const text = single(query.limit);
	const limit = text === undefined ? DEFAULT_LIMIT : Number(text);
	if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
	const msg = `Input should be an integer from 1 to ${MAX_LIMIT}`;
	throw invalid({ loc: ['query', 'limit'], msg, type: 'less_than_equal' });
}
