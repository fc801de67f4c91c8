import type { Limit } from 'p-limit';

import type { ApiClient, ApiContext } from './apiClient';

/**
 * Runs tasks in parallel, as `limit` allows, and returns their results in their order. The first one
 * that fails ends the others, and its error is thrown once all of them have ended.
 */
export async function inParallel<Context extends ApiContext, T>(
	client: ApiClient<Context>,
	limit: Limit,
	tasks: Array<(client: ApiClient<Context>) => Promise<T>>,
): Promise<T[]> {
	const ending = new AbortController();
	const ended = client.endingWith(ending.signal);
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
