import { ApiError } from '../../http/errors';
import { WORKSPACES } from '../identities';
import { extraKnowledgeBase, firstKnowledgeBases } from './fixtures';
import type { KnowledgeBase, KnowledgeDocument } from './knowledgeBase';

/** The knowledge bases of all workspaces. */
export class KnowledgeBaseStore {
	readonly all: KnowledgeBase[] = firstKnowledgeBases();
	private readonly extra: KnowledgeBase[] = [];

	/** Those of a workspace, oldest first; `extraCount` more in workspace A. */
	of(workspaceId: string, extraCount: number): KnowledgeBase[] {
		while (this.extra.length < extraCount) this.extra.push(extraKnowledgeBase(this.extra.length));
		const own = this.all.filter((one) => one.workspaceId === workspaceId);
		return workspaceId === WORKSPACES.a ? [...own, ...this.extra.slice(0, extraCount)] : own;
	}

	/** One of a workspace; any other does not exist for the caller. Throws an ApiError. */
	find(id: string, workspaceId: string): KnowledgeBase {
		const found = [...this.all, ...this.extra].find((one) => one.id === id);
		if (found?.workspaceId === workspaceId) return found;
		throw new ApiError(404, 'Knowledge base not found');
	}

	remove(knowledgeBase: KnowledgeBase): void {
		this.all.splice(this.all.indexOf(knowledgeBase), 1);
	}

	/** Back to the start. */
	reset(): void {
		this.all.splice(0, this.all.length, ...firstKnowledgeBases());
		this.extra.length = 0;
	}
}

/** A document of a knowledge base. Throws an ApiError. */
export function findDocument({ documents }: KnowledgeBase, id: string): KnowledgeDocument {
	const found = documents.find((document) => document.id === id);
	if (found === undefined) throw new ApiError(404, 'Document not found');
	return found;
}
