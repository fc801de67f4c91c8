import { NodeApiError, type IHttpRequestOptions } from 'n8n-workflow';

import type { ApiClient } from './apiClient';
import type { ApiRequest } from './apiRequest';
import { appendToDescription } from './errors';
import type { RetryRule } from './retry';
import { UploadForm, type UploadSource } from './uploadForm';

/** What became of an upload. */
export interface Upload {
	/** The stored file, as the service describes it: any JSON. */
	answer: unknown;
	/** False if the file had to be held in memory, although n8n keeps it elsewhere. */
	wasStreamed: boolean;
}

/** Where a file is sent, and what a form calls it. */
export interface UploadTarget {
	path: string;
	partName: string;
	query?: ApiRequest['query'];
	/** `upload` if omitted: a file that is stored twice does no harm. */
	rule?: RetryRule;
	/** For tests. */
	stallMs?: number;
}

/** For this long nothing may move in an attempt; it includes the storing of a large file. */
const STALL_MS = 3 * 60_000;

/** What moves may take its time, but not for ever; what does not move is ended by STALL_MS. */
const UPLOAD_TIMEOUT_MS = 6 * 60 * 60_000;

/** What any server accepts: the size of a smaller file is not why a connection was cut. */
const OFTEN_TAKEN_BYTES = 1024 * 1024;

/** A stalled attempt takes minutes, so there is only one more. */
const MAX_STALLED_ATTEMPTS = 2;

/**
 * Streams a file to the service as the one part of a form. With the rule `upload`, a failed attempt is
 * repeated if the source can be read again. That may leave a stored file that nobody uses; it starts
 * nothing.
 *
 * @throws NodeOperationError if the file cannot be read; throws like `ApiClient.send` else.
 */
export async function uploadFile(
	client: ApiClient,
	source: UploadSource,
	{ path, partName, query, rule: given = 'upload', stallMs = STALL_MS }: UploadTarget,
): Promise<Upload> {
	const rule = source.isRepeatable ? given : 'create';
	const request = { method: 'POST', path, query, rule, timeoutMs: UPLOAD_TIMEOUT_MS } as const;
	const post = async (more: Partial<ApiRequest>) =>
		(await client.send({ ...request, ...more })).body;
	let form: UploadForm | undefined;
	let stalledCount = 0;
	const whyHopeless = () => {
		if (form?.hasStalled) stalledCount++;
		const isGivenUp = stalledCount >= MAX_STALLED_ATTEMPTS;
		const stalled = { method: 'POST', path, rule, networkCode: 'ETIMEDOUT' } as const;
		return form?.failure ?? (isGivenUp ? client.error(stalled) : undefined);
	};
	const renew = () => {
		form?.end();
		form = new UploadForm(client.node, partName, source);
		const body = form as unknown as IHttpRequestOptions['body'];
		return { body, signal: form.watch(stallMs) };
	};
	const headers = { 'content-type': 'multipart/form-data' };
	const sendWhole = async (error: unknown): Promise<Upload> => {
		if (!isUnknownForm(form, error)) throw error;
		const body = (await toWholeForm(partName, source)) as unknown as IHttpRequestOptions['body'];
		return { answer: await post({ body }), wasStreamed: false };
	};
	return await post({ headers, renew, whyHopeless })
		.then((answer) => ({ answer, wasStreamed: !source.cannotStream }), sendWhole)
		.catch((error: unknown) => {
			throw aboutFile(client.service.name, error, source);
		})
		.finally(() => form?.end());
}

/** An axios that does not see a form in ours sends something without the file. */
function isUnknownForm(form: UploadForm | undefined, error: unknown): boolean {
	const isRefused = error instanceof NodeApiError && /^(400|415|422)$/.test(error.httpCode ?? '');
	return form?.wasAsked === false && isRefused;
}

/** The platform's own form, which every axios knows. Holds the whole file in memory. */
async function toWholeForm(
	partName: string,
	{ fileName, mimeType, open }: UploadSource,
): Promise<FormData> {
	const chunks: BlobPart[] = [];
	for await (const chunk of await open()) chunks.push(chunk as Uint8Array<ArrayBuffer>);
	const form = new FormData();
	form.set(partName, new Blob(chunks, { type: mimeType }), fileName);
	return form;
}

/** Says which file it was: a node may send many. */
function aboutFile(
	serviceName: string,
	error: unknown,
	{ fileName, sizeBytes }: UploadSource,
): unknown {
	if (!(error instanceof NodeApiError)) return error;
	const size = `${(sizeBytes / 1024 / 1024).toFixed(1)} MB`;
	if (error.httpCode === '413') {
		error.message = `The file "${fileName}" (${size}) is larger than ${serviceName} accepts [413]`;
	}
	// A server that refuses a file by its size may hang up while it is still sent, unheard.
	const isCut = /^(EPIPE|ECONNRESET)$/.test(error.httpCode ?? '');
	const advice =
		isCut &&
		sizeBytes >= OFTEN_TAKEN_BYTES &&
		`${serviceName}, or a proxy in front of it, may not accept files of this size.`;
	appendToDescription(error, [advice, `File: ${fileName}, ${size}`]);
	return error;
}
