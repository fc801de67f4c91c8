import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { collection, readField, toProperties, type Field } from '../../../../common/items/fields';
import { choiceField, numberField, requiredTextField } from '../../../../common/items/fieldTypes';
import type { ItemData } from '../../../../common/items/operation';
import { toNumber } from '../../../../common/items/values';
import { searchKnowledgeBase, type SearchHit } from '../../api/knowledgeBases';
import { folderField, knowledgeBaseIdField } from '../../fields/knowledgeBase';
import { fetchHitDocuments, type FullDocument } from '../../outputs/hitDocuments';
import { hitsForTool, hitJson } from '../../outputs/knowledgeItems';
import { QUICK_ITEMS_AT_ONCE, type NoxusOperation } from '../../runBatch';

/** The binary property for the file of a hit. */
const BINARY_PROPERTY = 'data';

const minScore: Field<number | undefined> = {
	property: {
		displayName: 'Minimum Score',
		type: 'number',
		default: 0.5,
		typeOptions: { numberPrecision: 3 },
		description: 'Return only passages with this score or higher',
	},
	parse: toNumber,
};

const fields = {
	query: requiredTextField({
		displayName: 'Query',
		placeholder: 'e.g. How long does a refund take?',
		description: 'What to search for, as a question or as keywords',
	}),
	maxResults: numberField({
		displayName: 'Max Results',
		default: 10,
		min: 1,
		isWhole: true,
		description: 'Maximum number of passages to return, best match first',
	}),
	options: collection({
		folder: folderField('Search only this folder and its subfolders'),
		fullDocuments: choiceField({
			displayName: 'Full Documents',
			default: 'none',
			description:
				'Whether to also return the document that each passage is from. Does not apply to AI agents.',
			options: [
				{ name: 'As File', value: 'file', description: 'As a file in the binary field data' },
				{
					name: 'As Text',
					value: 'text',
					description:
						'As text in the field documentText, for text documents such as Markdown or CSV',
				},
				{ name: 'No', value: 'none' },
			],
		}),
		minScore,
	}),
};

/** Finds passages for a query, best first; one item each. */
export const search: NoxusOperation = {
	fields: toProperties(fields, { resource: ['knowledgeBase'], operation: ['search'] }),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item, { hints }) {
		const knowledgeBaseId = readField(item, knowledgeBaseIdField, 'knowledgeBaseId');
		const query = readField(item, fields, 'query');
		const maxResults = readField(item, fields, 'maxResults');
		const { folder, fullDocuments, ...options } = readField(item, fields, 'options');
		const found = await searchKnowledgeBase(item.client, knowledgeBaseId, { query, folder });
		const hits = found.filter(isGoodEnough(options.minScore)).slice(0, maxResults);
		if (item.isToolCall) return hitsForTool(hits);
		if (fullDocuments === 'none') return hits.map((hit) => toItem(hit, knowledgeBaseId));
		const documents = await fetchHitDocuments(item.client, hits, fullDocuments);
		return hits.map((hit) => {
			const document = documents.get(hit.document?.fileId ?? '');
			if (document === undefined) hints.add(NO_FILE_HINT);
			return toItem(hit, knowledgeBaseId, document ?? { text: null });
		});
	},
};

const NO_FILE_HINT =
	'Full Documents: some passages have no document file in Noxus. Passages: {count}.';

/** A hit without a score cannot be compared. */
const isGoodEnough =
	(minScore: number | undefined) =>
	({ score }: SearchHit) =>
		minScore === undefined || (score !== null && score >= minScore);

function toItem(hit: SearchHit, knowledgeBaseId: string, document?: FullDocument): ItemData {
	const json: IDataObject = hitJson(hit, knowledgeBaseId);
	if (document === undefined) return { json };
	if ('text' in document) return { json: { ...json, documentText: document.text } };
	const binary: IBinaryKeyData = { [BINARY_PROPERTY]: document.binary };
	return { json, binary };
}
