import type { IDataObject } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../../../common/http/apiClient';
import { inParallel } from '../../../common/http/inParallel';
import type { UploadSource } from '../../../common/http/uploadForm';
import type { Batch } from '../../../common/items/batch';
import type { Item } from '../../../common/items/item';
import { PendingFile, PendingUrl } from '../../../common/items/pendingFile';
import { asObject } from '../../../common/util/json';
import { storedUri, storeFile } from '../api/files';
import type { Run } from '../api/run';
import type { CreateOptions } from '../fields/createOptions';
import { checkSize } from './fileUrl';

/** A file as Noxus accepts it in a run's input (cookbook "Sending files as inputs"). */
export interface FileInput {
	uri: string;
	name?: string;
}

/** How files from n8n are sent to Noxus. */
type SendSettings = Pick<CreateOptions, 'sendFiles' | 'uploadAboveMb'>;

/** How many files of one item are sent in parallel; items are in parallel as well. */
const MAX_FILES_AT_ONCE = 3;

/** For an n8n, or an HTTP client in it, that cannot stream a file. */
export const BUFFERED_HINT =
	'This version of n8n cannot stream files to Noxus, so they were held in memory. A newer n8n needs less memory. Files: {count}.';

/**
 * The body of a request that starts a run, with its files sent: those that fit are put into the body,
 * the others are uploaded, as the options of the item say. To be called after all else of the item
 * was checked.
 *
 * @throws NodeOperationError for a file that Noxus will not accept; throws like `storeFile`.
 */
export async function sendFiles(
	{ client }: Item,
	body: IDataObject,
	settings: SendSettings,
	{ hints, fileSizes }: Batch<Run>,
): Promise<IDataObject> {
	const found = findPending(body.input);
	if (found.length === 0) return body;
	const urls = found.filter((file) => file instanceof PendingUrl);
	const checks = urls.map((url) => async (own: ApiClient) => await checkSize(own, fileSizes, url));
	await inParallel(client, pLimit(MAX_FILES_AT_ONCE), checks);
	const files = found.filter((file) => file instanceof PendingFile);
	const isInline = chooseInline(files, settings);
	const send = async (own: ApiClient, { source }: PendingFile) => {
		const name = source.fileName;
		if (isInline.has(source)) return { uri: await toDataUri(source), name };
		const { answer, wasStreamed } = await storeFile(own, source);
		if (!wasStreamed) hints.add(BUFFERED_HINT);
		return { uri: storedUri(own, answer), name };
	};
	const sent = await inParallel(
		client,
		pLimit(MAX_FILES_AT_ONCE),
		files.map((file) => async (own: ApiClient) => await send(own, file)),
	);
	const sentAs = new Map<unknown, FileInput | undefined>(
		files.map((file, index) => [file, sent[index]]),
	);
	return { ...body, input: replacePending(body.input, sentAs) };
}

/** The files that are sent in the body. Their sizes count together: many small ones make a large body. */
function chooseInline(
	files: PendingFile[],
	{ sendFiles: way, uploadAboveMb }: SendSettings,
): Set<UploadSource> {
	const maxBytes = { dataUri: Infinity, upload: -1, auto: uploadAboveMb * 1024 * 1024 }[way];
	const chosen = new Set<UploadSource>();
	let totalBytes = 0;
	for (const { source } of files) {
		if (totalBytes + source.sizeBytes > maxBytes) continue;
		totalBytes += source.sizeBytes;
		chosen.add(source);
	}
	return chosen;
}

async function toDataUri({ mimeType, open }: UploadSource): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of await open()) chunks.push(chunk);
	// Without parameters, such as "; charset=utf-8": the contract has none there (cookbook "Workflows").
	const type = mimeType.split(';', 1).join('').trim();
	return `data:${type};base64,${Buffer.concat(chunks).toString('base64')}`;
}

type Pending = PendingFile | PendingUrl;

const isPending = (value: unknown): value is Pending =>
	value instanceof PendingFile || value instanceof PendingUrl;

/** They stand in the input itself, or in a list there. */
function findPending(input: unknown): Pending[] {
	return Object.values(asObject(input) ?? {})
		.flat()
		.filter(isPending);
}

function replacePending(input: unknown, sentAs: Map<unknown, FileInput | undefined>): IDataObject {
	const replace = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.some(isPending) ? value.map(replace) : value;
		return value instanceof PendingUrl ? value.value : (sentAs.get(value) ?? value);
	};
	const entries = Object.entries(asObject(input) ?? {});
	return Object.fromEntries(entries.map(([key, value]) => [key, replace(value)])) as IDataObject;
}
