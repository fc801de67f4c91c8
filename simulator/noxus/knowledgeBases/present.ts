import { formatDate } from '../../http/dates';
import type { SimulatorSettings } from '../settings';
import type { KnowledgeBase, KnowledgeDocument } from './knowledgeBase';

type DateStyle = SimulatorSettings['dateStyle'];

/** A knowledge base as the API shows it (contract 7). */
export function presentKnowledgeBase(
	knowledgeBase: KnowledgeBase,
	{ dateStyle, knowledgeBases: { exactStatus } }: SimulatorSettings,
): Record<string, unknown> {
	const { documents } = knowledgeBase;
	return {
		id: knowledgeBase.id,
		group_id: knowledgeBase.workspaceId,
		name: knowledgeBase.name,
		status: statusOf(knowledgeBase, exactStatus),
		description: knowledgeBase.description,
		document_types: knowledgeBase.documentTypes,
		kb_type: 'entity',
		size: documents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
		num_docs: documents.length,
		created_at: formatDate(knowledgeBase.createdAt, dateStyle),
		updated_at: formatDate(knowledgeBase.updatedAt, dateStyle),
		total_documents: documents.length,
		training_documents: knowledgeBase.countOf('training'),
		trained_documents: knowledgeBase.countOf('trained'),
		error_documents: knowledgeBase.countOf('error'),
		uploaded_documents: knowledgeBase.countOf('uploaded'),
		source_types: { Document: documents.length },
		training_source_types: knowledgeBase.countOf('training') > 0 ? ['Document'] : [],
		settings_: knowledgeBase.settings,
		retrieval: null,
		error: null,
		embeddings: null,
		documents: [],
		version: knowledgeBase.version,
	};
}

/** `training` stays at least until the first refresh after an upload (contract 7). */
function statusOf(knowledgeBase: KnowledgeBase, exactStatus: boolean): string {
	const isUnseen = knowledgeBase.hasUnseenUpload && !exactStatus;
	if (isUnseen || knowledgeBase.countOf('training') > 0) return 'training';
	if (knowledgeBase.countOf('trained') > 0) return 'trained';
	return knowledgeBase.countOf('error') > 0 ? 'error' : 'created';
}

/** A document as the API shows it (contract 7). */
export function presentDocument(
	document: KnowledgeDocument,
	dateStyle: DateStyle,
): Record<string, unknown> {
	return {
		...sharedFields(document, dateStyle),
		size: document.sizeBytes,
		source_type: 'Document',
		source_external_id: null,
		source_metadata: null,
		content_type: document.contentType,
		has_conversion: false,
		error: document.error,
		uri: document.fileId === null ? null : `spot://${document.fileId}`,
		run_id: document.runId,
		dismissed: document.isDismissed ? true : null,
		warnings: null,
		needs_reingestion: null,
	};
}

/** A document as a hit of a search shows it (contract 7). */
export function documentSource(
	document: KnowledgeDocument,
	{ id, workspaceId }: KnowledgeBase,
	dateStyle: DateStyle,
): Record<string, unknown> {
	return {
		...sharedFields(document, dateStyle),
		group_id: workspaceId,
		kb_id: id,
		m_source_type: 'Document',
		m_source_metadata: null,
	};
}

function sharedFields(document: KnowledgeDocument, dateStyle: DateStyle): Record<string, unknown> {
	return {
		id: document.id,
		name: document.name,
		prefix: document.prefix,
		status: document.status,
		summary: null,
		short_summary: null,
		doc_type: null,
		doc_metadata: {},
		file_id: document.fileId,
		created_at: formatDate(document.createdAt, dateStyle),
		updated_at: formatDate(document.updatedAt, dateStyle),
	};
}
