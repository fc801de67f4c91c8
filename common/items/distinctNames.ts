/** Names in a list, where two are alike with the beginning of their ids. Pure. */
export function withDistinctNames<T extends { name: string; value: string }>(items: T[]): T[] {
	const byName = new Map<string, string[]>();
	for (const { name, value } of items) byName.set(name, [...(byName.get(name) ?? []), value]);
	return items.map((item) => {
		const ids = byName.get(item.name) ?? [];
		return ids.length < 2 ? item : { ...item, name: `${item.name} [${partOf(item.value, ids)}]` };
	});
}

/** The first part of a uuid, or all of the id where that is not enough. */
function partOf(id: string, ids: string[]): string {
	const first = (of: string) => of.split('-')[0] ?? of;
	return ids.filter((other) => first(other) === first(id)).length > 1 ? id : first(id);
}
