import { readField, toProperties } from '../../../../common/items/fields';
import { multiChoiceField } from '../../../../common/items/fieldTypes';
import type { Item } from '../../../../common/items/item';
import { listDocuments, type KnowledgeDocument } from '../../api/knowledgeDocuments';
import type { ListBounds, ListedEntries } from '../../api/pagedList';
import { knowledgeBaseIdField } from '../../fields/knowledgeBase';
import { limitFields } from '../../../../common/items/limitFields';
import { readListBounds } from '../../fields/listBounds';
import { documentJson } from '../../outputs/knowledgeItems';
import type { NoxusOperation } from '../../runBatch';

const fields = {
	statuses: multiChoiceField({
		displayName: 'Statuses',
		default: ['trained'],
		description: 'Return only documents with these statuses. Leave empty for all except folders.',
		options: [
			{ name: 'Error', value: 'error' },
			{ name: 'Folder', value: 'folder' },
			{ name: 'Trained', value: 'trained' },
			{ name: 'Training', value: 'training' },
			{ name: 'Uploaded', value: 'uploaded' },
		],
	}),
	...limitFields,
};

/** In the order of a document's life: one that moves on meanwhile is seen twice, and not missed. */
const DOCUMENT_STATUSES = ['uploaded', 'training', 'error', 'trained'];

/** Lists the documents of a knowledge base. */
export const getDocuments: NoxusOperation = {
	fields: toProperties(fields, { resource: ['knowledgeBase'], operation: ['getDocuments'] }),
	async execute(item, { hints }) {
		const knowledgeBaseId = readField(item, knowledgeBaseIdField, 'knowledgeBaseId');
		const statuses = inOrderOfLife(readField(item, fields, 'statuses'));
		const bounds = readListBounds(item);
		const { entries, incomplete } = await listAll(item, knowledgeBaseId, statuses, bounds);
		if (incomplete !== undefined) hints.add(incomplete);
		return entries.map((document) => ({ json: documentJson(document, knowledgeBaseId) }));
	},
};

function inOrderOfLife(statuses: string[]): string[] {
	if (statuses.length === 0) return DOCUMENT_STATUSES;
	const known = DOCUMENT_STATUSES.filter((status) => statuses.includes(status));
	return [...new Set([...known, ...statuses])];
}

/** Each document once, as it was read last. */
async function listAll(
	{ client }: Item,
	knowledgeBaseId: string,
	statuses: string[],
	bounds: ListBounds,
): Promise<ListedEntries<KnowledgeDocument>> {
	const found = new Map<string, KnowledgeDocument>();
	const notes: string[] = [];
	for (const status of statuses) {
		if (found.size >= bounds.limit) break;
		const { entries, incomplete } = await listDocuments(client, knowledgeBaseId, status, bounds);
		for (const document of entries) found.set(document.id, document);
		if (incomplete !== undefined) notes.push(incomplete);
	}
	return { entries: [...found.values()].slice(0, bounds.limit), incomplete: notes[0] };
}
