import type { ApiClient } from '../../../common/http/apiClient';
import { asObject, textOrUndefined } from '../../../common/util/json';
import { readListPage } from './listPage';
import { toIsoUtc } from '../../../common/util/isoTime';

/** The most that Noxus gives at a time (API page "Get Paginated Runs": size 1 to 100). */
const PAGE_SIZE = 100;

export interface Agent {
	id: string;
	name: string;
	description: string;
	/** ISO 8601 in UTC. */
	updatedAt: string | null;
}

/**
 * `GET /v1/agents`: one page of the agents whose name contains `nameFilter`. An older Noxus ignores
 * its parameter `query` (noxus_sdk/resources/assistants.py), so the names are compared here as well.
 * Throws like `ApiClient.send`.
 */
export async function listAgents(
	client: ApiClient,
	page: number,
	nameFilter = '',
): Promise<{ agents: Agent[]; hasMore: boolean }> {
	const search = nameFilter === '' ? {} : { query: nameFilter };
	const { items, hasMore } = await readListPage(client, '/v1/agents', {
		page,
		size: PAGE_SIZE,
		...search,
	});
	const isWanted = ({ name }: Agent) => name.toLowerCase().includes(nameFilter.toLowerCase());
	const agents = items.map(parseAgent).filter((agent) => agent !== undefined);
	return { agents: agents.filter(isWanted), hasMore };
}

function parseAgent(value: unknown): Agent | undefined {
	const { id, name, description, last_updated_at: updatedAt } = asObject(value) ?? {};
	if (typeof id !== 'string' || id === '') return undefined;
	return {
		id,
		name: textOrUndefined(name) ?? id,
		description: typeof description === 'string' ? description : '',
		updatedAt: toIsoUtc(updatedAt),
	};
}
