import { deleteDocument as remove } from '../../api/knowledgeDocuments';
import { readDocumentRef } from '../../fields/knowledgeBase';
import { QUICK_ITEMS_AT_ONCE, type NoxusOperation } from '../../runBatch';

/** Deletes a document from a knowledge base. */
export const deleteDocument: NoxusOperation = {
	fields: [],
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item) {
		const ref = readDocumentRef(item);
		await remove(item.client, ref);
		return { json: { deleted: true, documentId: ref.documentId } };
	},
};
