import { readField, type Field } from '../../../common/items/fields';
import { requiredIdField, toRequiredId } from '../../../common/items/fieldTypes';
import type { Item } from '../../../common/items/item';
import { toText } from '../../../common/items/values';
import type { DocumentRef } from '../api/knowledgeDocuments';

const knowledgeBase: Field<string> = {
	property: {
		displayName: 'Knowledge Base',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'The Noxus knowledge base to use',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a knowledge base...',
				typeOptions: { searchListMethod: 'searchKnowledgeBases', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
			},
		],
	},
	parse: toRequiredId,
};

/** The knowledge base, by the name of its parameter. */
export const knowledgeBaseIdField = { knowledgeBaseId: knowledgeBase };

const documentId = requiredIdField({
	displayName: 'Document ID',
	placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
	description: 'The documentId returned by Search or Get Documents',
});

/** A document of the knowledge base, by the name of its parameter. */
export const documentIdField = { documentId };

/**
 * The document that the fields name.
 *
 * @throws NodeOperationError for what is not an ID.
 */
export function readDocumentRef(item: Item): DocumentRef {
	return {
		knowledgeBaseId: readField(item, knowledgeBaseIdField, 'knowledgeBaseId'),
		documentId: readField(item, documentIdField, 'documentId'),
	};
}

/** A folder, which Noxus calls a prefix: with a slash before it and none after; empty if left empty. */
export function folderField(description: string): Field<string> {
	return {
		property: {
			displayName: 'Folder',
			type: 'string',
			default: '',
			placeholder: 'e.g. /reports/2026',
			description,
		},
		parse: (value, place) => {
			const folder = toText(value, place).replace(/^\/+|\/+$/g, '');
			return folder === '' ? '' : `/${folder}`;
		},
	};
}
