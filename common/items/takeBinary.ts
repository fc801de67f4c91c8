import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../http/apiClient';
import { downloadFile, type ArrivingFile } from '../http/download';
import { nameFile, type KnownFile } from './nameFile';

/** The contexts in which n8n keeps binary data. */
export type BinaryContext = IExecuteFunctions | IWebhookFunctions;

/**
 * Downloads the file at a path of the API into n8n's binary data. It is streamed if n8n keeps binary
 * data on disk. Throws like `downloadFile`, and what n8n throws when it cannot keep the file.
 */
export async function takeBinary(
	client: ApiClient<BinaryContext>,
	path: string,
	known: KnownFile,
): Promise<{ binary: IBinaryData; sizeBytes: number }> {
	const isHtmlExpected = /html/i.test(`${known.mimeType} ${known.fileName}`);
	const take = async (file: ArrivingFile) => {
		// n8n 2.41 infers nothing from a stream (n8n-core binary-helper-functions.js).
		const { fileName, mimeType } = nameFile(known, file, file.head);
		const { helpers } = client.context;
		const binary = await helpers.prepareBinaryData(file.stream(), fileName, mimeType);
		return { binary, sizeBytes: file.receivedBytes() };
	};
	return await downloadFile(client, path, take, isHtmlExpected);
}
