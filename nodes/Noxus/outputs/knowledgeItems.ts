/** The JSON of items about knowledge bases. Pure. */

import type { IDataObject } from 'n8n-workflow';

import type { ItemData } from '../../../common/items/operation';
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

/** For an agent: of no items at all, n8n makes an empty text, as if the tool had not worked. */
const NOTHING_FOUND = {
	content: 'No passage in this knowledge base matches the query.',
	source: null,
	score: null,
};

/** The items of a search with what an AI agent can use; one that says so if nothing was found. */
export function hitsForTool(hits: SearchHit[]): ItemData[] {
	if (hits.length === 0) return [{ json: NOTHING_FOUND }];
	return hits.map((hit) => {
		const content = withoutBase64(hit.content) as string;
		return { json: { content, source: sourceOf(hit), score: hit.score } };
	});
}

const sourceOf = ({ source, document }: SearchHit): string | null =>
	source ?? document?.name ?? null;
