import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { downloadFile } from '../http/download';
import type { FileRef } from '../../nodes/Noxus/api/fileRef';
import { nameFile } from './nameFile';

/** The contexts in which n8n keeps binary data. */
export type BinaryContext = IExecuteFunctions | IWebhookFunctions;

/**
 * Downloads a file into n8n's binary data. It is streamed where n8n keeps binary data on disk.
 * Throws like `downloadFile`, and what n8n throws when it cannot keep the file.
 */
export async function takeBinary(
	context: BinaryContext,
	ref: FileRef,
): Promise<{ binary: IBinaryData; sizeBytes: number }> {
	return await downloadFile(context, ref.id, async (file) => {
		// n8n 2.41 infers nothing from a stream (n8n-core binary-helper-functions.js).
		const { fileName, mimeType } = nameFile(ref, file, file.head);
		const binary = await context.helpers.prepareBinaryData(file.stream(), fileName, mimeType);
		return { binary, sizeBytes: file.receivedBytes() };
	});
}
