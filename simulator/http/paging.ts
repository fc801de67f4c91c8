import type { PageRequest } from './parameters';

export type ListOrder = 'newest' | 'oldest' | 'random';

export interface Page<Item> {
	items: Item[];
	total: number;
	page: number;
	size: number;
	pages: number;
}

/** The page envelope that FastAPI servers commonly use. */
export function pageOf<Item>(all: readonly Item[], { page, size }: PageRequest): Page<Item> {
	return {
		items: all.slice((page - 1) * size, page * size),
		total: all.length,
		page,
		size,
		pages: Math.ceil(all.length / size),
	};
}

/** The list in the order asked for; `oldestFirst` is not changed. */
export function inListOrder<Item>(oldestFirst: readonly Item[], order: ListOrder): Item[] {
	const list = [...oldestFirst];
	if (order === 'newest') return list.reverse();
	if (order === 'oldest') return list;
	return list
		.map((item) => ({ item, rank: Math.random() }))
		.sort((left, right) => left.rank - right.rank)
		.map(({ item }) => item);
}
