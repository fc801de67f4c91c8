import type { ApiClient } from '../../../common/http/apiClient';
import { readListPage } from './listPage';

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
		// The names of a page's size differ between lists (SDK, client.py and knowledge_bases.py).
		const query = { page, size: PAGE_SIZE, page_size: PAGE_SIZE };
		const { items, hasMore, total = 0 } = await readListPage(client, path, query);
		const countBefore = found.size;
		for (const entry of items.map(parse)) if (entry !== undefined) found.set(entry.id, entry);
		if (found.size >= limit) return { entries: [...found.values()].slice(0, limit) };
		if (!hasMore || found.size === countBefore) {
			const isShort = found.size < total;
			return isShort
				? upToHere('the list changed while it was read')
				: { entries: [...found.values()] };
		}
	}
	return upToHere('the node reads no more at a time');
}
