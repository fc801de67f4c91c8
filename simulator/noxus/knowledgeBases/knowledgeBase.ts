import { randomUUID } from 'node:crypto';

/** Contract 7. */
export const DOCUMENT_STATUSES = ['trained', 'training', 'error', 'uploaded', 'folder'] as const;

export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** One document of a knowledge base. */
export interface KnowledgeDocument {
	id: string;
	name: string;
	prefix: string;
	status: DocumentStatus;
	contentType: string | null;
	sizeBytes: number;
	/** What a search reads. */
	text: string;
	fileId: string | null;
	runId: string | null;
	error: Record<string, unknown> | null;
	isDismissed: boolean;
	createdAt: Date;
	updatedAt: Date;
	trainedAt: Date | null;
}

export interface NewKnowledgeBase {
	id?: string;
	workspaceId: string;
	name: string;
	description: string;
	documentTypes: string[];
	settings: Record<string, unknown>;
	version: string;
}

/** One knowledge base with its documents. */
export class KnowledgeBase {
	readonly id: string;
	readonly workspaceId: string;
	readonly createdAt = new Date();
	readonly settings: Record<string, unknown>;
	readonly version: string;
	readonly documents: KnowledgeDocument[] = [];
	name: string;
	description: string;
	documentTypes: string[];
	updatedAt = new Date();
	/** An upload has not been seen yet by anyone who reads the knowledge base. */
	hasUnseenUpload = false;

	constructor(given: NewKnowledgeBase) {
		this.id = given.id ?? randomUUID();
		this.workspaceId = given.workspaceId;
		this.name = given.name;
		this.description = given.description;
		this.documentTypes = given.documentTypes;
		this.settings = given.settings;
		this.version = given.version;
	}

	addDocument(
		given: Pick<KnowledgeDocument, 'name'> & Partial<KnowledgeDocument>,
	): KnowledgeDocument {
		const now = new Date();
		const document: KnowledgeDocument = {
			id: randomUUID(),
			prefix: '/',
			status: 'uploaded',
			contentType: null,
			sizeBytes: 0,
			text: '',
			fileId: null,
			runId: null,
			error: null,
			isDismissed: false,
			createdAt: now,
			updatedAt: now,
			trainedAt: null,
			...given,
		};
		this.documents.push(document);
		return document;
	}

	/** Takes a document out. Null if there is none of this id. */
	removeDocument(id: string): KnowledgeDocument | null {
		const index = this.documents.findIndex((document) => document.id === id);
		return index === -1 ? null : (this.documents.splice(index, 1)[0] ?? null);
	}

	countOf(status: DocumentStatus): number {
		return this.documents.filter((document) => document.status === status).length;
	}
}

/** Contract 7: embedding model and chunks of version 3. */
export function settingsV3(): Record<string, unknown> {
	return {
		embedding_model: ['vertexai/text-multilingual-embedding-002'],
		default_chunk_size: 2048,
		default_chunk_overlap: 512,
		csv_row_as_document: true,
	};
}
