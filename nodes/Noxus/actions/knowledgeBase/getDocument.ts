import { readField, toProperties } from '../../../../common/items/fields';
import { flagField, requiredTextField } from '../../../../common/items/fieldTypes';
import type { Item } from '../../../../common/items/item';
import type { ItemData } from '../../../../common/items/operation';
import { takeBinary } from '../../../../common/items/takeBinary';
import { filePath } from '../../api/files';
import { getDocument as readDocument, type KnowledgeDocument } from '../../api/knowledgeDocuments';
import { readDocumentRef } from '../../fields/knowledgeBase';
import { documentJson } from '../../outputs/knowledgeItems';
import type { NoxusOperation } from '../../runBatch';

const fields = {
	downloadFile: flagField({
		displayName: 'Download File',
		default: true,
		description: 'Whether to also return the file of the document as binary data',
	}),
	binaryPropertyName: requiredTextField({
		displayName: 'Put Output File in Field',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		displayOptions: { show: { downloadFile: [true] } },
	}),
};

/** Reads a document, and gets its file as binary data. */
export const getDocument: NoxusOperation = {
	fields: toProperties(fields, { resource: ['knowledgeBase'], operation: ['getDocument'] }),
	itemsAtOnce: 3,
	async execute(item, { hints }) {
		const ref = readDocumentRef(item);
		// n8n drops the binary data of a tool call.
		const isFileWanted = readField(item, fields, 'downloadFile') && !item.isToolCall;
		const document = await readDocument(item.client, ref);
		const json = documentJson(document, ref.knowledgeBaseId);
		if (!isFileWanted) return { json };
		if (document.fileId === null) hints.add(NO_FILE_HINT);
		return { json, ...(await takeFile(item, document)) };
	},
};

const NO_FILE_HINT = 'Some documents have no file to download. Documents: {count}.';

async function takeFile(
	item: Item,
	{ name: fileName, contentType, fileId }: KnowledgeDocument,
): Promise<Pick<ItemData, 'binary'>> {
	if (fileId === null) return {};
	const propertyName = readField(item, fields, 'binaryPropertyName');
	const known = { fileName, ...(contentType !== null && { mimeType: contentType }) };
	const { binary } = await takeBinary(item.client, filePath(fileId), known);
	return { binary: { [propertyName]: binary } };
}
