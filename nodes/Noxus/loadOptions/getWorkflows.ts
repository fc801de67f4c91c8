import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodePropertyOptions,
} from 'n8n-workflow';

import { withDistinctNames } from '../listSearch/distinctNames';
import { searchWorkflows } from '../listSearch/searchWorkflows';

/** A bound on time: 2,000 workflows. */
const MAX_PAGES = 20;

/** All workflows, for a field that takes several. */
export async function getWorkflows(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const found = new Map<string, INodeListSearchItems>();
	let token: string | undefined;
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { results, paginationToken } = await searchWorkflows.call(this, '', token);
		for (const item of results) found.set(String(item.value), item);
		if (paginationToken === undefined) break;
		token = String(paginationToken);
	}
	const items = [...found].map(([value, { name }]) => ({ name, value }));
	return withDistinctNames(items).sort((a, b) => a.name.localeCompare(b.name));
}
