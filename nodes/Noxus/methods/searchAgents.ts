import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { withDistinctNames } from '../../../common/util/distinctNames';
import { listAgents } from '../api/agents';
import { noxusClient } from '../api/client';

/** An older Noxus does not search, so pages are read up to the first one with a match, and no further. */
const MAX_PAGES = 20;

/** The From List mode of the agent picker, searched by Noxus and here. */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter = '',
	pageToken?: string,
): Promise<INodeListSearchResult> {
	const client = noxusClient(this);
	const first = Number(pageToken ?? 1);
	for (let page = first; ; page++) {
		const { agents, hasMore } = await listAgents(client, page, filter.trim());
		const isLast = !hasMore || page >= MAX_PAGES;
		if (agents.length === 0 && !isLast) continue;
		const results = agents.map(({ id, name }) => ({ name, value: id }));
		const paginationToken = isLast ? undefined : String(page + 1);
		return { results: withDistinctNames(results), paginationToken };
	}
}
