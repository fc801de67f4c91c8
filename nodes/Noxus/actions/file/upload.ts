import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import { appendToDescription } from '../../../../common/http/errors';
import type { ApiClient } from '../../../../common/http/apiClient';
import { inParallel } from '../../../../common/http/inParallel';
import { toProperties } from '../../../../common/items/fields';
import type { UploadSource } from '../../../../common/http/uploadForm';
import { asObject, textOrUndefined } from '../../../../common/util/json';
import { toIsoUtc } from '../../../../common/util/isoTime';
import { readSpotUri } from '../../api/fileRef';
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
			return { json: { ...storedFileJson(answer, uri, source), binaryPropertyName: name } };
		});
		return await inParallel(item.client, uploads, tasks).catch((error: unknown) => {
			throw namingStored(error, stored);
		});
	},
};

/** The stored file in the names of our fields; the size and the type are those that were sent. */
function storedFileJson(answer: unknown, uri: string, source: UploadSource): IDataObject {
	const fields = asObject(answer) ?? {};
	return {
		id: textOrUndefined(fields.id) ?? readSpotUri(uri) ?? null,
		uri,
		fileName: textOrUndefined(fields.filename) ?? source.fileName,
		mimeType: textOrUndefined(fields.content_type) ?? source.mimeType,
		sizeBytes: source.sizeBytes,
		createdAt: toIsoUtc(fields.created_at),
		workspaceId: textOrUndefined(fields.group_id) ?? null,
	};
}

/** What was stored before another file failed is not lost. */
function namingStored(error: unknown, stored: string[]): unknown {
	const isOurs = error instanceof NodeApiError || error instanceof NodeOperationError;
	if (!isOurs || stored.length === 0) return error;
	appendToDescription(error, [`Files of this item that were already stored: ${stored.join(', ')}`]);
	return error;
}
