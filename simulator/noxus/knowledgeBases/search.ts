import type { SimulatorState } from '../state';
import type { KnowledgeBase, KnowledgeDocument } from './knowledgeBase';
import { documentSource } from './present';

interface Search {
	kbId: string;
	workspaceId: string;
	query: string;
	/** Only documents in this folder, at any depth. */
	prefix?: string;
}

interface Chunk {
	document: KnowledgeDocument;
	content: string;
	score: number;
}

/** The best chunks for a query, best first (contract 7). Throws an ApiError for an unknown id. */
export function searchKnowledge(state: SimulatorState, search: Search): unknown[] {
	const { knowledgeBases: settings, dateStyle } = state.settings;
	const knowledgeBase = state.knowledgeBases.find(search.kbId, search.workspaceId);
	const chunks = indexedDocuments(knowledgeBase, settings.indexLagMs, search.prefix ?? '/')
		.flatMap(chunksOf)
		.map((chunk) => ({ ...chunk, score: scoreOf(chunk.content, search.query) }))
		.filter(({ score }) => score > 0);
	return bestFirst(chunks)
		.slice(0, settings.searchResults)
		.map(({ document, content, score }) => ({
			score,
			content,
			source: document.name,
			document_source: documentSource(document, knowledgeBase, dateStyle),
		}));
}

/** True for a document in this folder or in one below it. */
export function isUnder({ prefix }: KnowledgeDocument, folder: string): boolean {
	const bare = folder.replace(/\/+$/, '');
	return prefix === bare || prefix.startsWith(`${bare}/`) || bare === '';
}

/** The index may lag behind the training (contract 7). */
function indexedDocuments(
	{ documents }: KnowledgeBase,
	indexLagMs: number,
	prefix: string,
): KnowledgeDocument[] {
	const isIndexed = ({ trainedAt }: KnowledgeDocument) =>
		trainedAt !== null && Date.now() >= trainedAt.getTime() + indexLagMs;
	return documents.filter(
		(document) => document.status === 'trained' && isIndexed(document) && isUnder(document, prefix),
	);
}

function chunksOf(document: KnowledgeDocument): Chunk[] {
	const contents = document.text.split(/\n{2,}/).filter((content) => content.trim() !== '');
	return contents.map((content) => ({ document, content, score: 0 }));
}

/** The share of the words of the query that the text has. */
function scoreOf(content: string, query: string): number {
	const text = content.toLowerCase();
	const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	const found = words.filter((word) => text.includes(word));
	return words.length === 0 ? 0 : found.length / words.length;
}

function bestFirst(chunks: Chunk[]): Chunk[] {
	return [...chunks].sort((left, right) => right.score - left.score);
}
