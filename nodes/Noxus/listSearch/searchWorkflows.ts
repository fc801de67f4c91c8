import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { asObject } from '../json';
import { sendToNoxus } from '../transport/request';

const PAGE_SIZE = 100;

/**
 * The From List mode of the workflow picker. The API has no search by name (contract 5.1), so the
 * filter works on the pages as they come.
 */
export async function searchWorkflows(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = Number(paginationToken ?? 1);
	const { body } = await sendToNoxus(this, {
		method: 'GET',
		path: '/v1/workflows',
		query: { type: 'flow', page, size: PAGE_SIZE },
		rule: 'read',
	});
	const { items, pages } = asObject(body) ?? {};
	const results = (Array.isArray(items) ? items : [])
		.map(toListItem)
		.filter((item) => item !== undefined)
		.filter(({ name }) => name.toLowerCase().includes((filter ?? '').toLowerCase()));
	const hasMore = typeof pages === 'number' && page < pages;
	return { results, paginationToken: hasMore ? String(page + 1) : undefined };
}

function toListItem(workflow: unknown): INodeListSearchItems | undefined {
	const { id, name } = asObject(workflow) ?? {};
	if (typeof id !== 'string') return undefined;
	return { name: typeof name === 'string' && name !== '' ? name : id, value: id };
}
