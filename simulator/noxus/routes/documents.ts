import { objectBody } from '../../http/bodies';
import { invalid, missing } from '../../http/errors';
import { pageRequest, single, uuidInPath, type Query } from '../../http/parameters';
import { pageOf } from '../../http/paging';
import { identityIn, type Routes } from '../http/context';
import {
	DOCUMENT_STATUSES,
	type DocumentStatus,
	type KnowledgeBase,
	type KnowledgeDocument,
} from '../knowledgeBases/knowledgeBase';
import { presentDocument } from '../knowledgeBases/present';
import { isUnder } from '../knowledgeBases/search';
import { findDocument } from '../knowledgeBases/store';

interface ById {
	Params: { kb_id: string; status: string; document_id: string };
	Querystring: Query;
}

type Found = { params: { kb_id: string } } & Parameters<typeof identityIn>[0];

const KB = '/v1/knowledge-bases/:kb_id';
const ONE = `${KB}/document/:document_id`;

/** The documents of a knowledge base (contract 7). */
export const documentRoutes: Routes = (app, { state }) => {
	const { settings, knowledgeBases } = state;
	const present = (document: KnowledgeDocument) => presentDocument(document, settings.dateStyle);
	const find = (request: Found): KnowledgeBase =>
		knowledgeBases.find(uuidInPath(request.params, 'kb_id'), identityIn(request).workspaceId);
	const findOne = (request: Found & { params: ById['Params'] }): KnowledgeDocument =>
		findDocument(find(request), uuidInPath(request.params, 'document_id'));

	app.get<ById>(`${KB}/documents/:status`, async (request) => {
		const { documents } = find(request);
		const status = parseStatus(request.params.status, ['path', 'status']);
		const { page, size, page_size: pageSize = size } = request.query;
		const onPage = pageOf(
			documents.filter((document) => document.status === status),
			pageRequest({ page, size: pageSize }),
		);
		return { ...onPage, items: onPage.items.map(present) };
	});

	app.get<ById>(`${KB}/documents/ingestion`, async (request) =>
		find(request)
			.documents.filter(({ status }) => status === 'training' || status === 'error')
			.map(present),
	);

	app.get<ById>(`${KB}/documents/search`, async (request) => {
		const query = single(request.query.query);
		if (query === undefined) throw invalid(missing('query', 'query'));
		const limit = Number(single(request.query.limit) ?? 25);
		const folder = single(request.query.prefix) ?? '/';
		return find(request)
			.documents.filter((document) => isUnder(document, folder))
			.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
			.slice(0, limit)
			.map(present);
	});

	app.post<ById>(`${KB}/document`, async (request, reply) => {
		const given = objectBody(request.body);
		const { name, prefix = '/', status = 'uploaded' } = given;
		if (typeof name !== 'string') throw invalid({ ...missing('body', 'name'), input: given });
		reply.code(settings.httpCreatedStatus);
		const fields = { name, prefix: String(prefix), status: parseStatus(status) };
		return present(find(request).addDocument(fields));
	});

	app.get<ById>(ONE, async (request) => present(findOne(request)));

	app.patch<ById>(ONE, async (request) => {
		const document = findOne(request);
		const { prefix, status } = objectBody(request.body);
		if (typeof prefix === 'string') document.prefix = prefix;
		if (typeof status === 'string') document.status = parseStatus(status);
		document.updatedAt = new Date();
		return present(document);
	});

	app.delete<ById>(ONE, async (request) => {
		const { id } = findOne(request);
		const removed = find(request).removeDocument(id);
		return removed === null ? null : present(removed);
	});

	app.patch<ById>(`${ONE}/dismiss`, async (request) => {
		const document = findOne(request);
		document.isDismissed = true;
		return present(document);
	});
};

function parseStatus(value: unknown, loc: string[] = ['body', 'status']): DocumentStatus {
	const status = DOCUMENT_STATUSES.find((known) => known === value);
	if (status !== undefined) return status;
	const msg = `Input should be ${DOCUMENT_STATUSES.map((known) => `'${known}'`).join(', ')}`;
	throw invalid({ loc, msg, type: 'literal_error', input: value });
}
