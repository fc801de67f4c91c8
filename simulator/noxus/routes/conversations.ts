import { objectBody } from '../../http/bodies';
import { ApiError, invalid, missing } from '../../http/errors';
import { pageRequest, single, uuidInPath, type Query } from '../../http/parameters';
import { inListOrder, pageOf } from '../../http/paging';
import { isRecord } from '../../http/values';
import type { Agent } from '../agents/catalog';
import { Conversation } from '../agents/conversation';
import { definitionOf, receivedDefinition, type AgentDefinition } from '../agents/definition';
import { presentConversation } from '../agents/present';
import { identityIn, type Routes } from '../http/context';
import type { Identity } from '../identities';
import { findAgent, findConversation } from '../lookups';
import type { SimulatorState } from '../state';

interface ById {
	Params: { conversation_id: string };
	Querystring: Query;
}

const ONE = '/v1/conversations/:conversation_id';

/** Makes, lists, changes and deletes conversations (contract 6.3). */
export const conversationRoutes: Routes = (app, { state }) => {
	const { settings, conversations } = state;
	const present = (conversation: Conversation) => presentConversation(conversation, settings);

	app.post<{ Querystring: Query }>('/v1/conversations', async (request, reply) => {
		const { name, settings: sent } = parseBody(request.body);
		const identity = identityIn(request);
		const agent = agentOf(single(request.query.assistant_id), identity, state);
		const { workspaceId, keyId } = identity;
		const own = settingsFor(agent, sent, state);
		const created = new Conversation({ workspaceId, keyId, name, agent, settings: own });
		conversations.push(created);
		reply.code(settings.httpCreatedStatus);
		return present(created);
	});

	app.get<{ Querystring: Query }>('/v1/conversations', async (request) => {
		const paging = pageRequest(request.query);
		const { workspaceId } = identityIn(request);
		const own = conversations.filter(
			(one) => one.workspaceId === workspaceId && one.deletedAt === null && one.messages.length > 0,
		);
		const page = pageOf(inListOrder(own, settings.listOrder), paging);
		return { ...page, items: page.items.map(present) };
	});

	app.get<ById>(ONE, async (request) => {
		const id = uuidInPath(request.params, 'conversation_id');
		return present(findConversation(id, identityIn(request), state));
	});

	app.patch<ById>(ONE, async (request) => {
		const id = uuidInPath(request.params, 'conversation_id');
		const conversation = findConversation(id, identityIn(request), state);
		const { name, settings: sent } = objectBody(request.body);
		if (typeof name === 'string') conversation.name = name;
		if (isRecord(sent)) conversation.settings = receivedDefinition(sent, settings.agents);
		conversation.lastUpdatedAt = new Date();
		return present(conversation);
	});

	app.delete<ById>(ONE, async (request) => {
		const id = uuidInPath(request.params, 'conversation_id');
		findConversation(id, identityIn(request), state).deletedAt = new Date();
		return { success: true };
	});
};

function parseBody(body: unknown): { name: string; settings: AgentDefinition | null } {
	const given = objectBody(body);
	const { name, settings } = given;
	if (typeof name !== 'string') throw invalid({ ...missing('body', 'name'), input: given });
	if (!isRecord(settings)) return { name, settings: null };
	const required = ['model', 'temperature', 'tools'].filter(
		(field) => settings[field] === undefined && !(field === 'model' && settings.model_selection),
	);
	if (required.length === 0) return { name, settings };
	const problems = required.map((field) => missing('body', 'settings', field));
	throw invalid(...problems.map((problem) => ({ ...problem, input: settings })));
}

function agentOf(id: string | undefined, identity: Identity, state: SimulatorState): Agent | null {
	if (id === undefined) return null;
	const agent = findAgent(uuidInPath({ id }, 'id'), identity, state);
	if (agent === null) throw new ApiError(404, 'Assistant not found');
	return agent;
}

/** The vendor's client sends one of the two, and never both. */
function settingsFor(
	agent: Agent | null,
	sent: AgentDefinition | null,
	{ settings: { agents } }: SimulatorState,
): AgentDefinition {
	if (sent !== null) return receivedDefinition(sent, agents);
	if (agent !== null) return definitionOf(agent.behaviour, agents);
	throw new ApiError(400, 'Either settings or an assistant must be given');
}
