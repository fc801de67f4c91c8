import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asObject, textOrUndefined } from '../../../common/util/json';
import type { ApiClient } from '../../../common/http/apiClient';
import { noxusClient } from '../api/client';
import { withDistinctNames } from '../../../common/items/distinctNames';

const PAGE_SIZE = 100;
/** More than anyone looks through in a list that is loaded at once. */
const MAX_PAGES = 20;

/**
 * The From List mode of the workflow picker. The API has no search by name (docs.noxus.ai, "Get Workflows"), so the
 * filter works on the pages as they come, up to the first one that has a match.
 */
export async function searchWorkflows(
	this: ILoadOptionsFunctions,
	filter = '',
	pageToken?: string,
): Promise<INodeListSearchResult> {
	const client = noxusClient(this);
	for (let page = Number(pageToken ?? 1); ; page++) {
		const { workflows, hasMore } = await listWorkflows(client, page);
		const results = workflows.filter(({ name }) =>
			name.toLowerCase().includes(filter.toLowerCase()),
		);
		if (results.length > 0 || !hasMore) {
			const paginationToken = hasMore ? String(page + 1) : undefined;
			return { results: withDistinctNames(results), paginationToken };
		}
	}
}

/** All workflows, of as many pages as there are. Throws like `ApiClient.send`. */
export async function listAllWorkflows(
	client: ApiClient,
): Promise<Array<{ name: string; value: string }>> {
	const all = [];
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { workflows, hasMore } = await listWorkflows(client, page);
		all.push(...workflows);
		if (!hasMore) break;
	}
	return all;
}

async function listWorkflows(client: ApiClient, page: number) {
	const request = { method: 'GET', path: '/v1/workflows', rule: 'read' } as const;
	const query = { type: 'flow', page, size: PAGE_SIZE };
	const { body, statusCode } = await client.send({ ...request, query });
	// A bare list is taken too. It does not tell whether there is more, so a full one is asked on.
	const { items, pages } = asObject(body) ?? { items: body };
	if (!Array.isArray(items)) throw client.error({ ...request, statusCode });
	const lastPage = pages ?? (items.length === PAGE_SIZE ? MAX_PAGES : page);
	return {
		workflows: items.map(toListItem).filter((item) => item !== undefined),
		hasMore: typeof lastPage === 'number' && page < lastPage,
	};
}

function toListItem(workflow: unknown): { name: string; value: string } | undefined {
	const { id, name } = asObject(workflow) ?? {};
	if (typeof id !== 'string') return undefined;
	return { name: textOrUndefined(name) ?? id, value: id };
}
