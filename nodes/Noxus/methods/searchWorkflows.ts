import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asObject, textOrUndefined } from '../../../common/util/json';
import type { ApiClient } from '../../../common/http/apiClient';
import type { ApiRequest } from '../../../common/http/apiRequest';
import { problemWithId } from '../../../common/util/checks';
import { noxusClient } from '../api/client';
import { withDistinctNames } from '../../../common/util/distinctNames';
import { EDITOR_LIMITS, EDITOR_TIME_MS, MAX_LISTED } from './editorLimits';

const PAGE_SIZE = 100;

/** So many workflows are sorted by name together: 500. Others follow when the list is scrolled down. */
const PAGES_IN_ORDER = 5;

interface ListItem {
	name: string;
	value: string;
}

/** A search by name ends there: 10,000 workflows. A list that says that it has no end is cut off, too. */
const MAX_PAGES = 100;

/** Of one call. The editor asks for the next pages when its list is scrolled down. */
const MAX_PAGES_AT_ONCE = 20;

/**
 * The From List mode of the workflow picker. The API has no search by name (docs.noxus.ai, "Get Workflows"), so the
 * filter works on the pages as they come, up to one that has a match.
 */
export async function searchWorkflows(
	this: ILoadOptionsFunctions,
	filter = '',
	pageToken?: string,
): Promise<INodeListSearchResult> {
	const client = noxusClient(this);
	const wanted = filter.toLowerCase();
	const first = Number(pageToken ?? 1);
	const mayReadOn = pagesAllowed(first);
	const results: ListItem[] = [];
	for (let page = first; ; page++) {
		const { workflows, hasMore } = await listWorkflows(client, page);
		results.push(...workflows.filter(({ name }) => name.toLowerCase().includes(wanted)));
		const isEnough = results.length > 0 && page + 1 >= first + PAGES_IN_ORDER;
		if (isEnough || !hasMore || !mayReadOn(page + 1)) {
			const paginationToken = hasMore ? String(page + 1) : undefined;
			return { results: withDistinctNames(byName(results)), paginationToken };
		}
	}
}

/** The API has an order of its own, which is not documented. */
function byName(workflows: ListItem[]): ListItem[] {
	const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
	return workflows.sort((a, b) => order.compare(a.name, b.name));
}

/** All workflows, up to a limit. Throws like `ApiClient.send`. */
export async function listAllWorkflows(client: ApiClient): Promise<ListItem[]> {
	const all: ListItem[] = [];
	const mayReadOn = pagesAllowed(1);
	for (let page = 1; ; page++) {
		const { workflows, hasMore } = await listWorkflows(client, page);
		all.push(...workflows);
		if (!hasMore || !mayReadOn(page + 1)) return byName(all);
	}
}

/** Whether another page may be read, by its number and the time. */
function pagesAllowed(first: number): (page: number) => boolean {
	const endAtMs = Date.now() + EDITOR_TIME_MS;
	return (page) => page < first + MAX_PAGES_AT_ONCE && Date.now() < endAtMs;
}

async function listWorkflows(client: ApiClient, page: number) {
	const query = { type: 'flow', page, size: PAGE_SIZE };
	const path = '/v1/workflows';
	const request: ApiRequest = { method: 'GET', path, rule: 'read', query, ...EDITOR_LIMITS };
	const response = await client.send(request);
	// A bare list is accepted, too. It does not say whether there is more, so a full one is read on.
	const { items, pages } = asObject(response.body) ?? { items: response.body };
	if (!Array.isArray(items)) throw client.oddResponse(request, response);
	const lastPage = pages ?? (items.length >= PAGE_SIZE ? MAX_PAGES : page);
	return {
		workflows: items
			.slice(0, MAX_LISTED)
			.map(toListItem)
			.filter((item) => item !== undefined),
		hasMore: typeof lastPage === 'number' && page < Math.min(lastPage, MAX_PAGES),
	};
}

/** What cannot be an ID is left out: once it is chosen, it would be a part of paths. */
function toListItem(workflow: unknown): ListItem | undefined {
	const { id, name } = asObject(workflow) ?? {};
	if (typeof id !== 'string' || problemWithId(id) !== undefined) return undefined;
	return { name: textOrUndefined(name) ?? id, value: id };
}
