import type { ApiClient } from '../../../common/http/apiClient';
import { apiPath } from '../../../common/http/apiPath';
import { asObject, textOrUndefined } from '../../../common/util/json';
import { parseDocument, type KnowledgeDocument } from './knowledgeDocuments';
import { readPagedList, type ListBounds, type ListedEntries } from './pagedList';
import { toIsoUtc } from '../../../common/util/isoTime';

/** A knowledge base as Noxus describes it. */
export interface KnowledgeBase {
	id: string;
	name: string;
	description: string;
	status: string | null;
	/** How many documents it has, and how many of them are in a status; null if Noxus does not say. */
	documents: Record<'total' | 'trained' | 'training' | 'uploaded' | 'error', number | null>;
	sizeBytes: number | null;
	createdAt: string | null;
	updatedAt: string | null;
}

/** A passage that a search has found. */
export interface SearchHit {
	content: string;
	/** Higher is better; null if Noxus does not say. */
	score: number | null;
	source: string | null;
	document?: KnowledgeDocument;
}

/** `GET /v1/knowledge-bases`: those of the workspace. Throws like `ApiClient.send`. */
export async function listKnowledgeBases(
	client: ApiClient,
	bounds: ListBounds,
): Promise<ListedEntries<KnowledgeBase>> {
	const list = { path: '/v1/knowledge-bases', nouns: 'knowledge bases', parse: parseKnowledgeBase };
	return await readPagedList(client, list, bounds);
}

/** Reads a knowledge base (SDK, resources/knowledge_bases.py); undefined if it is none. Pure. */
export function parseKnowledgeBase(value: unknown): KnowledgeBase | undefined {
	const fields = asObject(value);
	const id = textOrUndefined(fields?.id);
	if (fields === undefined || id === undefined) return undefined;
	return {
		id,
		name: textOrUndefined(fields.name) ?? id,
		description: textOrUndefined(fields.description) ?? '',
		status: textOrUndefined(fields.status) ?? null,
		documents: {
			total: toCount(fields.total_documents ?? fields.num_docs),
			trained: toCount(fields.trained_documents),
			training: toCount(fields.training_documents),
			uploaded: toCount(fields.uploaded_documents),
			error: toCount(fields.error_documents),
		},
		sizeBytes: toCount(fields.size),
		createdAt: toIsoUtc(fields.created_at),
		updatedAt: toIsoUtc(fields.updated_at),
	};
}

const toCount = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/**
 * `POST /v1/knowledge-bases/{id}/search`: the passages for a query, best first. All parameters are
 * in the query string, and there is none for their number (SDK, resources/knowledge_bases.py).
 * Throws like `ApiClient.send`.
 */
export async function searchKnowledgeBase(
	client: ApiClient,
	knowledgeBaseId: string,
	{ query, folder }: { query: string; folder: string },
): Promise<SearchHit[]> {
	const path = apiPath`/v1/knowledge-bases/${knowledgeBaseId}/search`;
	// It changes nothing, so it can be repeated like a GET.
	const request = { method: 'POST', path, rule: 'read' } as const;
	const search = { query, ...(folder !== '' && { prefix: folder }) };
	const { body, statusCode } = await client.send({ ...request, query: search });
	const hits = parseHits(body);
	if (hits === undefined) throw client.error({ ...request, statusCode });
	return hits;
}

/** Reads the answer to a search, best hit first; undefined if it is none. Pure. */
export function parseHits(body: unknown): SearchHit[] | undefined {
	const { items } = asObject(body) ?? { items: body };
	if (!Array.isArray(items)) return undefined;
	const hits = items.map(parseHit).filter((hit) => hit !== undefined);
	return hits.sort((one, other) => rankOf(other) - rankOf(one));
}

const rankOf = ({ score }: SearchHit): number => score ?? Number.MIN_SAFE_INTEGER;

function parseHit(value: unknown): SearchHit | undefined {
	const { content, score, source, document_source: document } = asObject(value) ?? {};
	if (typeof content !== 'string') return undefined;
	return {
		content,
		score: typeof score === 'number' ? score : null,
		source: textOrUndefined(source) ?? null,
		document: parseDocument(document),
	};
}
