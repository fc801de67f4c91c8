/** Names and values of lists that n8n's editor loads. Pure. */

/**
 * A text as it may stand in a list: n8n runs what begins with "=" as an expression, once it is chosen.
 * `fromLiteral` takes the blank off again.
 */
export function toLiteral(text: string): string {
	return /^ *=/.test(text) ? ` ${text}` : text;
}

/** The text that `toLiteral` was given. */
export function fromLiteral(text: string): string {
	return /^ +=/.test(text) ? text.slice(1) : text;
}

/** Items of a list; of two with the same name, with the beginning of their ids. */
export function withDistinctNames<T extends { name: string; value: string }>(items: T[]): T[] {
	const names = countOf(items.map(({ name }) => name));
	const parts = countOf(items.map(({ name, value }) => shortKey(name, value)));
	return items.map((item) => {
		const { name, value } = item;
		if (names.get(name) === 1) return { ...item, name: toLiteral(name) };
		// The first part of a uuid, or all of the id if that is not enough.
		const isEnough = parts.get(shortKey(name, value)) === 1;
		return { ...item, name: toLiteral(`${name} [${isEnough ? firstPart(value) : value}]`) };
	});
}

const firstPart = (id: string) => id.split('-', 1)[0] ?? id;
const shortKey = (name: string, id: string) => JSON.stringify([name, firstPart(id)]);

/** How often each text is there. */
export function countOf(texts: Array<string | undefined>): Map<string | undefined, number> {
	const counts = new Map<string | undefined, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return counts;
}
