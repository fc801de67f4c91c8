import type { ApiClient } from '../../../common/http/apiClient';
import { apiPath } from '../../../common/http/apiPath';
import { downloadText } from '../../../common/http/download';
import { uploadFile, type Upload } from '../../../common/http/upload';
import type { UploadSource } from '../../../common/http/uploadForm';
import { asObject, textOrUndefined } from '../../../common/util/json';

/** Name of the part (noxus_sdk/resources/files.py). */
const TARGET = { path: '/v1/file', partName: 'file' };

/** The path of a stored file. */
export const filePath = (fileId: string): string => apiPath`/v1/file/${fileId}`;

/** `POST /v1/file`: streams a file to Noxus. Throws like `uploadFile` of the common client. */
export async function storeFile(
	client: ApiClient,
	source: UploadSource,
	stallMs?: number,
): Promise<Upload> {
	return await uploadFile(client, source, { ...TARGET, ...(stallMs !== undefined && { stallMs }) });
}

/** `GET /v1/file/{id}`: the text of a file, such as the full text of a long output. Throws like `downloadText`. */
export async function readStoredText(
	client: ApiClient,
	fileId: string,
	maxBytes: number,
): Promise<{ text: string; sizeBytes: number }> {
	return await downloadText(client, filePath(fileId), maxBytes);
}

/**
 * The `spot://` URI of a stored file.
 *
 * @throws NodeApiError if the answer to the upload is none.
 */
export function storedUri(client: ApiClient, answer: unknown): string {
	const { uri, id } = asObject(answer) ?? {};
	const stored = textOrUndefined(uri);
	if (stored !== undefined) return stored;
	const fileId = textOrUndefined(id);
	if (fileId !== undefined) return `spot://${fileId}`;
	const received = 'no stored file';
	const { path } = TARGET;
	throw client.error({ method: 'POST', path, rule: 'upload', statusCode: 200, received });
}
