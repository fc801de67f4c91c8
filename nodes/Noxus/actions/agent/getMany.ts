import { collection, readField, toProperties } from '../../../../common/items/fields';
import { textField } from '../../../../common/items/fieldTypes';
import { listAgents, type Agent } from '../../api/agents';
import { limitFields, readLimit } from '../../../../common/items/limitFields';
import type { NoxusOperation } from '../../runBatch';

/** A bound on time: 10,000 agents. */
const MAX_PAGES = 100;

const fields = {
	...limitFields,
	filters: collection(
		{
			name: textField({
				displayName: 'Name Contains',
				placeholder: 'e.g. support',
				description: 'Return only agents whose name contains this text (not case-sensitive)',
			}),
		},
		{ displayName: 'Filters', placeholder: 'Add Filter' },
	),
};

/** Lists the agents of the workspace, in the order of Noxus. */
export const getMany: NoxusOperation = {
	fields: toProperties(fields, { resource: ['agent'], operation: ['getMany'] }),
	async execute(item) {
		const limit = readLimit(item);
		const { name } = readField(item, fields, 'filters');
		const found = new Map<string, Agent>();
		for (let page = 1; page <= MAX_PAGES && found.size < limit; page++) {
			const { agents, hasMore } = await listAgents(item.client, page, name);
			for (const agent of agents) found.set(agent.id, agent);
			if (!hasMore) break;
		}
		const wanted = [...found.values()].slice(0, limit);
		return wanted.map(({ id, ...rest }) => ({ json: { agentId: id, ...rest } }));
	},
};
