import type { SimulatorSettings } from '../settings';
import type { PageRequest } from './parameters';

export interface Page<Item> {
	items: Item[];
	total: number;
	page: number;
	size: number;
	pages: number;
}

/** The page envelope of contract 1.6. */
export function pageOf<Item>(all: readonly Item[], { page, size }: PageRequest): Page<Item> {
	return {
		items: all.slice((page - 1) * size, page * size),
		total: all.length,
		page,
		size,
		pages: Math.ceil(all.length / size),
	};
}

/** Row 21: the order of lists is not documented. `oldestFirst` is not changed. */
export function inListOrder<Item>(
	oldestFirst: readonly Item[],
	order: SimulatorSettings['listOrder'],
): Item[] {
	const list = [...oldestFirst];
	if (order === 'newest') return list.reverse();
	if (order === 'oldest') return list;
	return list
		.map((item) => ({ item, rank: Math.random() }))
		.sort((left, right) => left.rank - right.rank)
		.map(({ item }) => item);
}
