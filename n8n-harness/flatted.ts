/**
 * Reads the format in which n8n stores what nodes did: a JSON list of values, in which the members
 * of an object or a list are texts with the number of another entry.
 */
export function unflatten(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const resolve = (index: number): unknown => {
		if (done.has(index)) return done.get(index);
		const entry = entries[index];
		if (typeof entry !== 'object' || entry === null) return entry;
		const target: Record<string, unknown> | unknown[] = Array.isArray(entry) ? [] : {};
		// Noted before its members are read, because one of them may point back to it.
		done.set(index, target);
		for (const [key, value] of Object.entries(entry)) {
			const member = typeof value === 'string' ? resolve(Number(value)) : value;
			Object.defineProperty(target, key, {
				value: member,
				enumerable: true,
				writable: true,
				configurable: true,
			});
		}
		return target;
	};
	return resolve(0);
}
