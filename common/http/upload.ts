import { NodeApiError, type IHttpRequestOptions } from 'n8n-workflow';

import { toNodeApiError } from './errors';
import type { NoxusContext } from './context';
import type { NoxusRequest } from './apiRequest';
import { sendToNoxus } from './request';
import { UploadForm, type UploadSource } from './uploadForm';

/** What became of an upload. */
export interface Upload {
	/** The stored file, as Noxus describes it. */
	answer: unknown;
	/** False where the file had to be held in memory, although n8n keeps it elsewhere. */
	wasStreamed: boolean;
}

/** So long nothing may move in a try: it covers the storing of a large file at Noxus, too. */
const STALL_MS = 5 * 60_000;

/** Out of the way: what moves may take its time, and what does not is ended by STALL_MS. */
const UPLOAD_TIMEOUT_MS = 24 * 60 * 60_000;

/** What any server takes: the size of a smaller file is not why a connection was cut. */
const OFTEN_TAKEN_BYTES = 1024 * 1024;

/** Name of the part (noxus_sdk/resources/files.py). */
const PART_NAME = 'file';

/**
 * `POST /v1/file`: streams a file to Noxus and returns the stored file. A failed try is repeated
 * where the source can be read again. That may leave a file at Noxus that nobody uses; it starts
 * nothing.
 *
 * @throws NodeOperationError where the file cannot be read; throws like `sendToNoxus` else.
 */
export async function uploadFile(
	context: NoxusContext,
	source: UploadSource,
	stallMs = STALL_MS,
): Promise<Upload> {
	const rule = source.isRepeatable ? 'upload' : 'create';
	const request = { method: 'POST', path: '/v1/file', rule, timeoutMs: UPLOAD_TIMEOUT_MS } as const;
	const post = async (more: Partial<NoxusRequest>) =>
		(await sendToNoxus(context, { ...request, ...more })).body;
	let form: UploadForm | undefined;
	const renew = () => {
		form?.end();
		form = new UploadForm(context.getNode(), PART_NAME, source);
		const body = form as unknown as IHttpRequestOptions['body'];
		return { body, signal: form.watch(stallMs) };
	};
	const headers = { 'content-type': 'multipart/form-data' };
	const sendWhole = async (error: unknown): Promise<Upload> => {
		if (!isUnknownForm(form, error)) throw error;
		const body = (await toWholeForm(source)) as unknown as IHttpRequestOptions['body'];
		return { answer: await post({ body }), wasStreamed: false };
	};
	return await post({ headers, renew, whyHopeless: () => form?.failure })
		.then((answer) => ({ answer, wasStreamed: !source.cannotStream }), sendWhole)
		.catch((error: unknown) => {
			throw aboutFile(error, source);
		})
		.finally(() => form?.end());
}

/**
 * The `spot://` uri of a stored file.
 *
 * @throws NodeApiError where the answer to the upload is none.
 */
export function storedUri(context: NoxusContext, answer: unknown): string {
	const { uri, id } = (answer ?? {}) as { uri?: unknown; id?: unknown };
	if (typeof uri === 'string' && uri !== '') return uri;
	if (typeof id === 'string' && id !== '') return `spot://${id}`;
	const failure = { method: 'POST', path: '/v1/file', rule: 'upload', statusCode: 200 } as const;
	throw toNodeApiError(context.getNode(), failure);
}

/** An axios that does not see a form in ours sends something without the file. */
function isUnknownForm(form: UploadForm | undefined, error: unknown): boolean {
	const isRefused = error instanceof NodeApiError && /^(400|415|422)$/.test(error.httpCode ?? '');
	return form?.wasAsked === false && isRefused;
}

/** The platform's own form, which every axios knows. Holds the whole file in memory. */
async function toWholeForm({ fileName, mimeType, open }: UploadSource): Promise<FormData> {
	const chunks: BlobPart[] = [];
	for await (const chunk of await open()) chunks.push(chunk as Uint8Array<ArrayBuffer>);
	const form = new FormData();
	form.set(PART_NAME, new Blob(chunks, { type: mimeType }), fileName);
	return form;
}

/** Says which file it was: a node may send many. */
function aboutFile(error: unknown, { fileName, sizeBytes }: UploadSource): unknown {
	if (!(error instanceof NodeApiError)) return error;
	const size = `${(sizeBytes / 1024 / 1024).toFixed(1)} MB`;
	if (error.httpCode === '413') {
		error.message = `The file "${fileName}" (${size}) is larger than Noxus takes [413]`;
	}
	// A server that refuses a file by its size may hang up while it is still sent, unheard.
	const isCut = /^(EPIPE|ECONNRESET)$/.test(error.httpCode ?? '');
	const advice =
		isCut &&
		sizeBytes >= OFTEN_TAKEN_BYTES &&
		'Noxus, or a proxy before it, may also take no file of this size.';
	const lines = [error.description, advice, `File: ${fileName}, ${size}`];
	error.description = lines.filter(Boolean).join('\n');
	return error;
}
