import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import { appendToDescription } from '../../../../common/http/errors';
import type { ApiClient } from '../../../../common/http/apiClient';
import { inParallel } from '../../../../common/http/inParallel';
import { toProperties } from '../../../../common/items/fields';
import { storedUri, storeFile } from '../../api/files';
import { binaryPropertiesField, readBinaryProperties } from '../../inputs/binaryProperties';
import { BUFFERED_HINT } from '../../inputs/sendFiles';
import { MAX_CONCURRENT_UPLOADS, type NoxusOperation } from '../../runBatch';

const fields = { binaryPropertyName: binaryPropertiesField };

/** Uploads binary properties and returns the stored files, whose `uri` a run accepts as input. */
export const upload: NoxusOperation = {
	fields: toProperties(fields, { resource: ['file'], operation: ['upload'] }),
	itemsAtOnce: MAX_CONCURRENT_UPLOADS,
	async execute(item, { uploads, hints }) {
		const files = await readBinaryProperties(item);
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
