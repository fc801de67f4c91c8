import type { ApiClient } from '../../../common/http/apiClient';
import { asObject } from '../../../common/util/json';

/** The most that Noxus returns at a time (API page "Get Paginated Runs": size 1 to 100). */
const PAGE_SIZE = 100;

/** A bound on time: 100,000 entries. */
const MAX_PAGES = 1_000;

/** A list of Noxus that comes in pages. */
export interface PagedList<T extends { id: string }> {
	path: string;
	/** What the list holds, for texts: `documents`. */
	nouns: string;
	/** Undefined for an entry that cannot be read; it is left out. */
	parse: (entry: unknown) => T | undefined;
}

/** How much of a list is read. */
export interface ListBounds {
	/** Reading ends once so many entries are there. */
	limit: number;
	/** No page but the first is requested after this. */
	stopAtMs: number;
}

/** The entries of a list that could be read. */
export interface ListedEntries<T> {
	entries: T[];
	/** Why entries are missing, for the user; undefined if none are. */
	incomplete?: string;
}

interface Page {
	entries: unknown[];
	isLast: boolean;
	total?: number;
}

/**
 * Reads a list page by page, each entry once, up to its end or one of the bounds. A page without a
 * new entry counts as the end. Throws like `ApiClient.send`.
 */
export async function readPagedList<T extends { id: string }>(
	client: ApiClient,
	{ path, nouns, parse }: PagedList<T>,
	{ limit, stopAtMs }: ListBounds,
): Promise<ListedEntries<T>> {
	const found = new Map<string, T>();
	const upToHere = (why: string): ListedEntries<T> => ({
		entries: [...found.values()],
		incomplete: `Only ${found.size} of the ${nouns} in Noxus were read: ${why}.`,
	});
	for (let page = 1; page <= MAX_PAGES; page++) {
		if (page > 1 && Date.now() >= stopAtMs) return upToHere('reading the list took too long');
		const { entries, isLast, total = 0 } = await readPage(client, path, page);
		const countBefore = found.size;
		for (const entry of entries.map(parse)) if (entry !== undefined) found.set(entry.id, entry);
		if (found.size >= limit) return { entries: [...found.values()].slice(0, limit) };
		if (isLast || found.size === countBefore) {
			const isShort = found.size < total;
			return isShort ? upToHere('the list changed meanwhile') : { entries: [...found.values()] };
		}
	}
	return upToHere('more are not read at a time');
}

/** The names of a page's size differ between lists (SDK, client.py and knowledge_bases.py). */
async function readPage(client: ApiClient, path: string, page: number): Promise<Page> {
	const query = { page, size: PAGE_SIZE, page_size: PAGE_SIZE };
	const request = { method: 'GET', path, rule: 'read' } as const;
	const { body, statusCode } = await client.send({ ...request, query });
	const parsed = parsePage(body, page);
	if (parsed === undefined) throw client.error({ ...request, statusCode });
	return parsed;
}

/** Reads a page, an envelope or a bare list; undefined if it is neither. */
function parsePage(body: unknown, page: number): Page | undefined {
	const { items, pages, size, total } = asObject(body) ?? { items: body };
	if (!Array.isArray(items)) return undefined;
	const isShort = items.length < (typeof size === 'number' ? size : PAGE_SIZE);
	return {
		entries: items,
		isLast: typeof pages === 'number' ? page >= pages : isShort,
		...(typeof total === 'number' && { total }),
	};
}
