import { objectBody } from '../../http/bodies';
import { ApiError, invalid, missing } from '../../http/errors';
import { single, uuidInPath, type Query } from '../../http/parameters';
import { isRecord } from '../../http/values';
import { identityIn, type Routes } from '../http/context';
import { addUploaded, receiveFiles } from '../knowledgeBases/uploads';
import { findDocument } from '../knowledgeBases/store';
import { train, trainingRuns } from '../knowledgeBases/training';
import { simplifiedRun } from '../runs/present';
import type { SimulatorState } from '../state';

interface ById {
	Params: { kb_id: string; document_id: string };
	Querystring: Query;
}

const KB = '/v1/knowledge-bases/:kb_id';

/** Uploads documents and trains them (contract 7). Every training is a run. */
export const trainingRoutes: Routes = (app, services) => {
	const { state } = services;
	const { knowledgeBases } = state;
	const find = (request: { params: { kb_id: string } } & Parameters<typeof identityIn>[0]) =>
		knowledgeBases.find(uuidInPath(request.params, 'kb_id'), identityIn(request).workspaceId);

	app.post<ById>(`${KB}/upload_train`, async (request) => {
		const knowledgeBase = find(request);
		const identity = identityIn(request);
		const prefix = single(request.query.prefix) ?? '/';
		const files = await receiveFiles(request, identity.workspaceId, state);
		return files.map((file) => {
			const document = addUploaded(file, prefix, knowledgeBase, state.settings);
			return train(document, knowledgeBase, identity, services).id;
		});
	});

	app.post<ById>(`${KB}/generic_train`, async (request) => {
		const knowledgeBase = find(request);
		const identity = identityIn(request);
		const prefix = single(request.query.prefix) ?? '/';
		return filesOfSource(request.body, identity.workspaceId, state).map((file) => {
			const document = addUploaded(file, prefix, knowledgeBase, state.settings);
			return train(document, knowledgeBase, identity, services).id;
		});
	});

	app.post<ById>(`${KB}/document/:document_id/retry`, async (request, reply) => {
		const knowledgeBase = find(request);
		const document = findDocument(knowledgeBase, uuidInPath(request.params, 'document_id'));
		const { id } = train(document, knowledgeBase, identityIn(request), services);
		return reply.type('application/json').send(JSON.stringify(id));
	});

	app.post<ById>(`${KB}/retry_all`, async (request) => {
		const knowledgeBase = find(request);
		const failed = knowledgeBase.documents.filter(({ status }) => status === 'error');
		const identity = identityIn(request);
		return failed.map((document) => train(document, knowledgeBase, identity, services).id);
	});

	app.get<ById>(`${KB}/runs`, async (request) => {
		const wanted = single(request.query.run_ids)?.split(',');
		const status = single(request.query.status);
		return trainingRuns(find(request), state.runs)
			.filter((run) => wanted === undefined || wanted.includes(run.id))
			.filter((run) => status === undefined || run.status === status)
			.map((run) => simplifiedRun(run, state.settings));
	});
};

/** The stored files that `source.config.files` names by their `spot://` uri. */
function filesOfSource(body: unknown, workspaceId: string, { files }: SimulatorState) {
	const { source } = objectBody(body);
	const config = isRecord(source) && isRecord(source.config) ? source.config : {};
	if (!Array.isArray(config.files)) throw invalid(missing('body', 'source', 'config', 'files'));
	return config.files.map((entry: unknown) => {
		const uri = isRecord(entry) ? String(entry.uri) : '';
		const file = files.find(uri.replace('spot://', ''), workspaceId);
		if (file === null) throw new ApiError(404, 'File not found');
		return file;
	});
}
