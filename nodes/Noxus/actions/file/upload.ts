import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import { appendToDescription } from '../../../../common/http/errors';
import type { ApiClient } from '../../../../common/http/apiClient';
import { inParallel } from '../../../../common/http/inParallel';
import { binaryNames, findBinary, noSuchBinary } from '../../../../common/items/binary';
import { toPendingFile } from '../../../../common/items/binarySource';
import { toProperties, type Field } from '../../../../common/items/fields';
import type { FieldPlace, Item } from '../../../../common/items/item';
import { toList, toText } from '../../../../common/items/values';
import { storedUri, storeFile } from '../../api/files';
import { BUFFERED_HINT } from '../../inputs/sendFiles';
import { MAX_CONCURRENT_UPLOADS, type NoxusOperation } from '../../runBatch';

/** The names are read with the item, because a name may have a comma in it. */
const binaryPropertyName: Field<unknown> = {
	property: {
		displayName: 'Input Binary Field(s)',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the file in the Binary tab of the input, often data. Several names with commas between, or * for all files of the item.',
	},
	parse: (value) => value,
};

const fields = { binaryPropertyName };

/** Uploads binary properties and returns the stored files, whose `uri` a run accepts as input. */
export const upload: NoxusOperation = {
	fields: toProperties(fields, { resource: ['file'], operation: ['upload'] }),
	itemsAtOnce: MAX_CONCURRENT_UPLOADS,
	async execute(item, { uploads, hints }) {
		const place = item.field(binaryPropertyName.property.displayName);
		const names = readNames(item, place);
		const files = await Promise.all(
			names.map(async (name) => {
				const binary = findBinary(item, name);
				if (binary === undefined) throw noSuchBinary(item, place, name);
				return { name, ...(await toPendingFile(item, place, binary)) };
			}),
		);
		const stored: string[] = [];
		const tasks = files.map(({ name, source }) => async (own: ApiClient) => {
			const { answer, wasStreamed } = await storeFile(own, source);
			const uri = storedUri(own, answer);
			stored.push(`${name}: ${uri}`);
			if (!wasStreamed) hints.add(BUFFERED_HINT);
			return { json: { ...(answer as IDataObject), uri, binaryPropertyName: name } };
		});
		return await inParallel(item.client, uploads, tasks).catch((error: unknown) => {
			throw namingStored(error, stored);
		});
	},
};

/** What was stored before another file failed is not lost. */
function namingStored(error: unknown, stored: string[]): unknown {
	const isOurs = error instanceof NodeApiError || error instanceof NodeOperationError;
	if (!isOurs || stored.length === 0) return error;
	appendToDescription(error, [`Files of this item that were stored: ${stored.join(', ')}`]);
	return error;
}

/** @throws NodeOperationError if there is nothing to upload. */
function readNames(item: Item, place: FieldPlace): string[] {
	const value = item.parameter('binaryPropertyName' satisfies keyof typeof fields);
	const text = Array.isArray(value) ? '' : toText(value, place);
	if (text !== '' && findBinary(item, text) !== undefined) return [text];
	const names = text === '*' ? binaryNames(item) : [...new Set(toList(value, place))];
	if (names.length > 0) return names;
	throw place.error(text === '' ? 'is empty' : `is "${text}", but the item has no binary data`);
}
