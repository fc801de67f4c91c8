import type { IHttpRequestOptions } from 'n8n-workflow';

import { sendToNoxus, type NoxusContext } from './request';

/** A file whose bytes can be read from the start any number of times. */
export interface UploadSource {
	fileName: string;
	mimeType: string;
	/** Exact: it becomes the Content-Length. */
	sizeBytes: number;
	open: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** Generous: it covers slow lines, not only the answer. */
const UPLOAD_TIMEOUT_MS = 15 * 60_000;

/**
 * `POST /v1/file`: streams a file to Noxus and returns the answer, the stored file with its
 * `spot://` uri (noxus_sdk/resources/files.py). Throws like `sendToNoxus`.
 */
export async function uploadFile(context: NoxusContext, source: UploadSource): Promise<unknown> {
	const response = await sendToNoxus(context, {
		method: 'POST',
		path: '/v1/file',
		body: new StreamedForm('file', source) as unknown as IHttpRequestOptions['body'],
		headers: { 'content-type': 'multipart/form-data' },
		rule: 'create',
		timeoutMs: UPLOAD_TIMEOUT_MS,
	});
	return response.body;
}

/**
 * Looks to axios like the platform's FormData with one file, and hands out its bytes as they are
 * read. The real FormData would hold the whole file in memory, and n8n's scanner refuses the
 * modules that could stream it (axios lib/helpers/formDataToStream.js reads just these members).
 */
class StreamedForm {
	readonly [Symbol.toStringTag] = 'FormData';

	constructor(
		private readonly fieldName: string,
		private readonly source: UploadSource,
	) {}

	append(): void {
		// Axios recognises a form by this method and never calls it.
	}

	*entries(): IterableIterator<[string, unknown]> {
		const { fileName: name, mimeType: type, sizeBytes: size, open } = this.source;
		const file = {
			name,
			type,
			size,
			async *[Symbol.asyncIterator]() {
				yield* await open();
			},
		};
		yield [this.fieldName, file];
	}

	[Symbol.iterator](): IterableIterator<[string, unknown]> {
		return this.entries();
	}
}
