/** The JSON of items about knowledge bases. Pure. */

import type { IDataObject } from 'n8n-workflow';

import type { KnowledgeBase, SearchHit } from '../api/knowledgeBases';
import type { KnowledgeDocument } from '../api/knowledgeDocuments';
import { withoutBase64 } from './toolItem';

/** A knowledge base. */
export function knowledgeBaseJson({ id, documents, ...rest }: KnowledgeBase): IDataObject {
	return { knowledgeBaseId: id, ...rest, documents: { ...documents } };
}

/** A document. */
export function documentJson(
	{ id, ...rest }: KnowledgeDocument,
	knowledgeBaseId: string,
): IDataObject {
	return { documentId: id, knowledgeBaseId, ...rest };
}

/** A hit of a search, with the document that it is from. */
export function hitJson(hit: SearchHit, knowledgeBaseId: string): IDataObject {
	const { content, score, document } = hit;
	return {
		content,
		source: sourceOf(hit),
		score,
		knowledgeBaseId,
		documentId: document?.id ?? null,
		documentName: document?.name ?? null,
		folder: document?.folder ?? null,
		fileId: document?.fileId ?? null,
	};
}

/** What an AI agent can use of a hit. */
export function slimHitJson(hit: SearchHit): IDataObject {
	const content = withoutBase64(hit.content) as string;
	return { content, source: sourceOf(hit), score: hit.score };
}

const sourceOf = ({ source, document }: SearchHit): string | null =>
	source ?? document?.name ?? null;
