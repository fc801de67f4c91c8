/** Empty and dot segments would lead a URL to another path. */
const UNSAFE_SEGMENT = /^\.{0,2}$/;

/**
 * Builds a path from literal parts and ids: apiPath`/v1/runs/${runId}`.
 * Ids come from users and from callbacks, so nothing in them may reach another path.
 */
export function apiPath(parts: TemplateStringsArray, ...ids: string[]): string {
	return parts.reduce((path, part, i) => {
		const id = ids[i - 1] ?? '';
		return path + encodeURIComponent(UNSAFE_SEGMENT.test(id) ? `(${id})` : id) + part;
	});
}
