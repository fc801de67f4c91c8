import type { Limit } from 'p-limit';

import type { NoxusContext } from './context';
import { withSignal } from './signals';

/**
 * Does tasks side by side, as far as `limit` allows, and returns what they give, in their order.
 * The first one that fails ends the others, and its error is thrown once all of them are over.
 */
export async function together<C extends NoxusContext, T>(
	context: C,
	limit: Limit,
	tasks: Array<(context: C) => Promise<T>>,
): Promise<T[]> {
	const ending = new AbortController();
	const ended = withSignal(context, ending.signal);
	const failures: unknown[] = [];
	const fail = (error: unknown) => {
		failures.push(error);
		ending.abort();
	};
	const results: T[] = [];
	const work = tasks.map(
		async (task, index) =>
			await limit(async () => {
				if (ending.signal.aborted) return;
				results[index] = await task(ended);
			}).catch(fail),
	);
	await Promise.all(work);
	if (failures.length > 0) throw failures[0];
	return results;
}
