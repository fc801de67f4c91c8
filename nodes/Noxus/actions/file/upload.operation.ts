import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';

import { binaryNames, findBinary, noSuchBinary } from '../../../../common/items/binary';
import { toPendingFile } from '../../../../common/items/binarySource';
import { fieldError, textParameter, toList } from '../../../../common/items/parameters';
import { BUFFERED_HINT } from '../../inputs/sendFiles';
import { together } from '../../../../common/http/inParallel';
import { storedUri, uploadFile } from '../../../../common/http/upload';
import { MAX_CONCURRENT_UPLOADS } from '../../../../common/items/batch';
import type { Operation } from '../../../../common/items/operation';

const FIELD_NAME = 'Input Binary Field(s)';

/** Uploads binary properties and returns the stored files, whose `uri` a run takes as input. */
export const upload: Operation = {
	fields: [
		{
			displayName: FIELD_NAME,
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the file in the Binary tab of the input, often data. Several names with commas between, or * for all files of the item.',
			displayOptions: { show: { resource: ['file'], operation: ['upload'] } },
		},
	],
	itemsAtOnce: MAX_CONCURRENT_UPLOADS,
	async execute(context, itemIndex, batch) {
		const names = readNames(context, itemIndex);
		const files = await Promise.all(
			names.map(async (name) => {
				const binary = findBinary(context, itemIndex, name);
				if (binary === undefined) throw noSuchBinary(context, itemIndex, FIELD_NAME, name);
				return { name, ...(await toPendingFile(context, itemIndex, FIELD_NAME, binary)) };
			}),
		);
		const stored: string[] = [];
		const tasks = files.map(({ name, source }) => async (own: IExecuteFunctions) => {
			const { answer, wasStreamed } = await uploadFile(own, source);
			const uri = storedUri(own, answer);
			stored.push(`${name}: ${uri}`);
			if (!wasStreamed) batch.hint(BUFFERED_HINT);
			return { json: { ...(answer as IDataObject), uri, binaryPropertyName: name } };
		});
		return await together(context, batch.uploads, tasks).catch((error: unknown) => {
			throw namingStored(error, stored);
		});
	},
};

/** What was stored before another file failed is not lost. */
function namingStored(error: unknown, stored: string[]): unknown {
	const isOurs = error instanceof NodeApiError || error instanceof NodeOperationError;
	if (!isOurs || stored.length === 0) return error;
	const told = `Files of this item that were stored: ${stored.join(', ')}`;
	error.description = [error.description, told].filter(Boolean).join('\n');
	return error;
}

/** @throws NodeOperationError where there is nothing to upload. */
function readNames(context: IExecuteFunctions, itemIndex: number): string[] {
	const text = textParameter(context, itemIndex, 'binaryPropertyName');
	if (text === '') throw fieldError(context, itemIndex, FIELD_NAME, 'is empty');
	// A name may have a comma in it.
	if (findBinary(context, itemIndex, text) !== undefined) return [text];
	const names = text === '*' ? binaryNames(context, itemIndex) : [...new Set(toList(text))];
	if (names.length > 0) return names;
	const problem = `is "${text}", but the item has no binary data`;
	throw fieldError(context, itemIndex, FIELD_NAME, problem);
}
