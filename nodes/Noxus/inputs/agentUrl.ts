/** The address of an agent in the Noxus app. Pure. Its form is not documented. */

const UUID = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';

const NAMES = 'agent|assistant|co-?worker';

/** An http or https address with the ID of an agent after one of the names; no groups but the ID. */
export const AGENT_URL = `https?:\\/\\/\\S*\\/(?:${NAMES})s?\\/(${UUID})(?![\\w-])`;

/** The whole of such an address, or nothing: a picker may be left empty. */
export const WHOLE_AGENT_URL = `(?:\\s*${AGENT_URL}\\S*\\s*)?`;

/** The ID in such an address; undefined if there is none. */
export function agentIdIn(address: unknown): string | undefined {
	if (typeof address !== 'string') return undefined;
	return new RegExp(AGENT_URL).exec(address)?.[1];
}
