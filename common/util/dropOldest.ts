/** Drops what was put in first where a map holds more than `max` entries. Pure. */
export function dropOldest(map: Map<string, unknown>, max: number): void {
	for (const key of map.keys()) {
		if (map.size <= max) return;
		map.delete(key);
	}
}
