import { ApiError } from '../../http/errors';
import { pageRequest, single, uuidInPath, type Query } from '../../http/parameters';
import { inListOrder, pageOf } from '../../http/paging';
import { agentsOf } from '../agents/catalog';
import { presentAgent } from '../agents/present';
import { identityIn, type Routes } from '../http/context';
import { findAgent } from '../lookups';

/** Agents (contract 6.1). */
export const agentRoutes: Routes = (app, { state }) => {
	app.get<{ Querystring: Query }>('/v1/agents', async (request) => {
		const paging = pageRequest(request.query);
		const { agents, listOrder } = state.settings;
		const query = agents.ignoreQuery ? '' : (single(request.query.query) ?? '').toLowerCase();
		const own = agentsOf(identityIn(request).workspaceId, agents.extraAgents);
		const wanted = own.filter(({ name }) => name.toLowerCase().includes(query));
		const page = pageOf(inListOrder(wanted, listOrder), paging);
		return { ...page, items: page.items.map((agent) => presentAgent(agent, state.settings)) };
	});

	app.get<{ Params: { agent_id: string } }>('/v1/agents/:agent_id', async (request) => {
		const agent = findAgent(uuidInPath(request.params, 'agent_id'), identityIn(request), state);
		if (agent === null) throw new ApiError(404, 'Agent not found');
		return presentAgent(agent, state.settings);
	});
};
