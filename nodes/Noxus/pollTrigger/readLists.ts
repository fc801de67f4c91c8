import { NodeOperationError } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';

import { listRuns, type RunList } from '../api/runList';
import { WORKSPACE } from './watchSettings';

/** A bound on time and memory: 50,000 runs. */
const MAX_PAGES = 500;

/**
 * Reads the lists with these names, one after another. All pages, because the order of the API is not
 * known: the run that has just ended may be on any of them.
 *
 * @throws NodeOperationError where a list is too long or Noxus too slow; throws like `ApiClient.send`.
 */
export async function readLists(
	client: ApiClient,
	names: string[],
	deadlineAtMs: number,
): Promise<Map<string, RunList>> {
	const lists = new Map<string, RunList>();
	for (const name of names) {
		const limits = { maxPages: MAX_PAGES, withoutOutput: true, deadlineAtMs };
		const list = await listRuns(client, name === WORKSPACE ? undefined : name, limits);
		if (list.isTooLong) {
			const message = `Noxus lists more than ${MAX_PAGES * 100} runs, too many for one check`;
			throw new NodeOperationError(client.node, message, {
				description:
					'Set Watch to Selected Workflows, or delete old runs in Noxus. Runs that finish in the meantime are found later.',
			});
		}
		lists.set(name, list);
	}
	return lists;
}
