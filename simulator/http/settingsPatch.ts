/**
 * Checks a patch that came over HTTP against the defaults. A misspelled switch would make a test
 * pass for the wrong reason, so an unknown name is an error, and so is a value of another type.
 */
export function assertKnown(given: Record<string, unknown>, known: object, prefix: string): void {
	const defaults = new Map<string, unknown>(Object.entries(known));
	for (const [name, value] of Object.entries(given)) {
		if (!defaults.has(name)) throw new Error(`Unknown setting ${prefix}${name}`);
		const usual = defaults.get(name);
		// Null stands for "off" in settings of more than one type, so it says nothing.
		if (usual !== null && typeof value !== typeof usual) {
			throw new Error(`Setting ${prefix}${name} must be a ${typeof usual}`);
		}
	}
}
