import type { ApiClient } from '../../../common/http/apiClient';
import { refusalStatusCode } from '../../../common/http/errors';
import { isConfirmation } from '../../../common/http/oddResponse';
import { apiPath } from '../../../common/http/apiPath';
import type { ApiRequest } from '../../../common/http/apiRequest';
import { asObject, textOrUndefined } from '../../../common/util/json';
import { readPagedList, type ListBounds, type ListedEntries } from './pagedList';
import { toIsoUtc } from '../../../common/util/isoTime';
import { textOf } from './run';

/** A document of a knowledge base. */
export interface KnowledgeDocument {
	id: string;
	name: string;
	folder: string | null;
	status: string | null;
	sizeBytes: number | null;
	contentType: string | null;
	/** The stored file; null if there is none to download. */
	fileId: string | null;
	/** The run that trained it last. */
	runId: string | null;
	errorMessage: string | null;
	summary: string | null;
	createdAt: string | null;
	updatedAt: string | null;
}

/** The ids that lead to a document. */
export interface DocumentRef {
	knowledgeBaseId: string;
	documentId: string;
}

/** Reads a document, or the one of a hit (SDK, tests/unit/test_kbs_documents.py). Pure. */
export function parseDocument(value: unknown): KnowledgeDocument | undefined {
	const fields = asObject(value);
	const id = textOrUndefined(fields?.id);
	if (fields === undefined || id === undefined) return undefined;
	return {
		id,
		name: textOrUndefined(fields.name) ?? id,
		folder: textOrUndefined(fields.prefix) ?? null,
		status: textOrUndefined(fields.status) ?? null,
		sizeBytes: typeof fields.size === 'number' ? fields.size : null,
		contentType: textOrUndefined(fields.content_type) ?? null,
		fileId: textOrUndefined(fields.file_id) ?? null,
		runId: textOrUndefined(fields.run_id) ?? null,
		errorMessage: textOf(fields.error) ?? null,
		summary: textOrUndefined(fields.summary) ?? textOrUndefined(fields.short_summary) ?? null,
		createdAt: toIsoUtc(fields.created_at),
		updatedAt: toIsoUtc(fields.updated_at),
	};
}

/** `GET /v1/knowledge-bases/{id}/documents/{status}`: those in a status. Throws like `ApiClient.send`. */
export async function listDocuments(
	client: ApiClient,
	knowledgeBaseId: string,
	status: string,
	bounds: ListBounds,
): Promise<ListedEntries<KnowledgeDocument>> {
	const path = apiPath`/v1/knowledge-bases/${knowledgeBaseId}/documents/${status}`;
	return await readPagedList(client, { path, nouns: 'documents', parse: parseDocument }, bounds);
}

/** `GET /v1/knowledge-bases/{id}/document/{id}`. Throws like `ApiClient.send`. */
export async function getDocument(client: ApiClient, ref: DocumentRef): Promise<KnowledgeDocument> {
	const request = { method: 'GET', path: documentPath(ref), rule: 'read' } as const;
	const { body, statusCode } = await client.send(request);
	const document = parseDocument(body);
	if (document === undefined) throw client.error({ ...request, statusCode });
	return document;
}

/**
 * `DELETE /v1/knowledge-bases/{id}/document/{id}`. Deleting twice does no more than deleting once:
 * if an attempt whose answer was lost has deleted it, the 404 of the next one is a success. Throws
 * like `ApiClient.send`.
 */
export async function deleteDocument(client: ApiClient, ref: DocumentRef): Promise<void> {
	let failedAttempts = 0;
	const whyHopeless = () => {
		failedAttempts++;
		return undefined;
	};
	const request: ApiRequest = { method: 'DELETE', path: documentPath(ref), rule: 'read' };
	const send = client.send({ ...request, whyHopeless });
	const response = await send.catch((error: unknown) => {
		const isGone = refusalStatusCode(error) === 404;
		if (!isGone || failedAttempts < 2) throw error;
	});
	if (response !== undefined && !isConfirmation(response)) {
		throw client.oddResponse(request, response);
	}
}

function documentPath({ knowledgeBaseId, documentId }: DocumentRef): string {
	return apiPath`/v1/knowledge-bases/${knowledgeBaseId}/document/${documentId}`;
}
