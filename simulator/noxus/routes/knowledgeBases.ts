import { objectBody } from '../../http/bodies';
import { invalid, missing } from '../../http/errors';
import { pageRequest, single, uuidInPath, type Query } from '../../http/parameters';
import { inListOrder, pageOf } from '../../http/paging';
import { isRecord } from '../../http/values';
import { identityIn, type Routes } from '../http/context';
import { KnowledgeBase, settingsV3, type NewKnowledgeBase } from '../knowledgeBases/knowledgeBase';
import { presentKnowledgeBase } from '../knowledgeBases/present';
import { searchKnowledge } from '../knowledgeBases/search';

interface ById {
	Params: { kb_id: string };
	Querystring: Query;
}

const ONE = '/v1/knowledge-bases/:kb_id';

/** Lists, makes, changes, deletes and searches knowledge bases (contract 7). */
export const knowledgeBaseRoutes: Routes = (app, { state }) => {
	const { settings, knowledgeBases } = state;
	const present = (one: KnowledgeBase) => presentKnowledgeBase(one, settings);
	const find = (request: { params: ById['Params'] } & Parameters<typeof identityIn>[0]) =>
		knowledgeBases.find(uuidInPath(request.params, 'kb_id'), identityIn(request).workspaceId);

	app.get<{ Querystring: Query }>('/v1/knowledge-bases', async (request) => {
		const paging = pageRequest(request.query);
		const { extraKnowledgeBases } = settings.knowledgeBases;
		const own = knowledgeBases.of(identityIn(request).workspaceId, extraKnowledgeBases);
		const page = pageOf(inListOrder(own, settings.listOrder), paging);
		return { ...page, items: page.items.map(present) };
	});

	app.post('/v1/knowledge-bases', async (request, reply) => {
		const { workspaceId } = identityIn(request);
		const created = new KnowledgeBase({ workspaceId, ...parseBody(request.body) });
		knowledgeBases.all.push(created);
		reply.code(settings.httpCreatedStatus);
		return present(created);
	});

	app.get<ById>(ONE, async (request) => {
		const found = find(request);
		const shown = present(found);
		found.hasUnseenUpload = false;
		return shown;
	});

	app.patch<ById>(ONE, async (request) => {
		const found = find(request);
		const { name, description, document_types: types } = objectBody(request.body);
		if (typeof name === 'string') found.name = name;
		if (typeof description === 'string') found.description = description;
		if (Array.isArray(types)) found.documentTypes = types.map(String);
		found.updatedAt = new Date();
		return present(found);
	});

	app.delete<ById>(ONE, async (request) => {
		knowledgeBases.remove(find(request));
		return { success: true };
	});

	app.post<ById>(`${ONE}/search`, async (request) => {
		const query = single(request.query.query);
		if (query === undefined) throw invalid(missing('query', 'query'));
		const { workspaceId } = identityIn(request);
		const kbId = uuidInPath(request.params, 'kb_id');
		const prefix = single(request.query.prefix);
		return searchKnowledge(state, { kbId, workspaceId, query, prefix });
	});
};

function parseBody(body: unknown): Omit<NewKnowledgeBase, 'workspaceId'> {
	const given = objectBody(body);
	const absent = ['name', 'description', 'document_types', 'settings_'].filter(
		(field) => given[field] === undefined,
	);
	if (absent.length > 0) {
		throw invalid(...absent.map((field) => ({ ...missing('body', field), input: given })));
	}
	const { document_types: types, settings_: sent, version } = given;
	return {
		name: String(given.name),
		description: String(given.description),
		documentTypes: Array.isArray(types) ? types.map(String) : [],
		settings: { ...settingsV3(), ...(isRecord(sent) ? sent : {}) },
		version: typeof version === 'string' ? version : 'v3',
	};
}
