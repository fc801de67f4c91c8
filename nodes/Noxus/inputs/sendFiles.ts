import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import { asObject } from '../../../common/util/json';
import { together } from '../../../common/http/inParallel';
import { storedUri, uploadFile } from '../../../common/http/upload';
import type { UploadSource } from '../../../common/http/uploadForm';
import { checkSize } from './fileUrl';
import { PendingFile, PendingUrl, type FileInput } from './pendingFile';
import { readSendSettings, type SendSettings } from './sendSettings';

/** How many files of one item are sent side by side; items are side by side as well. */
const MAX_FILES_AT_ONCE = 3;

/** Told where n8n, or its HTTP client, has no way to stream a file. */
export const BUFFERED_HINT =
	'This version of n8n cannot stream files to Noxus. {count} of them were held in memory as a whole. A newer n8n needs less memory.';

/**
 * The body of a request that starts a run, with its files sent: those that fit are put into the body,
 * the others are uploaded, as the options of the item say. To be called when all else of the item has
 * been checked. `hint` is told what the user should know.
 *
 * @throws NodeOperationError for a file that Noxus will not take; throws like `uploadFile`.
 */
export async function sendFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
	hint: (text: string) => void,
): Promise<IDataObject> {
	const settings = readSendSettings(context, itemIndex);
	const found = findPending(body.input);
	if (found.length === 0) return body;
	const urls = found.filter((file) => file instanceof PendingUrl);
	await together(
		context,
		pLimit(MAX_FILES_AT_ONCE),
		urls.map((url) => async (own) => await checkSize(own, itemIndex, url)),
	);
	const files = found.filter((file) => file instanceof PendingFile);
	const isInline = chooseInline(files, settings);
	const send = async (own: IExecuteFunctions, { source }: PendingFile) => {
		const name = source.fileName;
		if (isInline.has(source)) return { uri: await toDataUri(source), name };
		const { answer, wasStreamed } = await uploadFile(own, source);
		if (!wasStreamed) hint(BUFFERED_HINT);
		return { uri: storedUri(own, answer), name };
	};
	const sent = await together(
		context,
		pLimit(MAX_FILES_AT_ONCE),
		files.map((file) => async (own) => await send(own, file)),
	);
	const sentAs = new Map<unknown, FileInput | undefined>(
		files.map((file, index) => [file, sent[index]]),
	);
	return { ...body, input: replacePending(body.input, sentAs) };
}

/** Which files go into the body. Their sizes count together: many small ones make a large body too. */
function chooseInline(
	files: PendingFile[],
	{ way, uploadAboveBytes }: SendSettings,
): Set<UploadSource> {
	const maxBytes = { dataUri: Infinity, upload: -1, auto: uploadAboveBytes }[way];
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
	return `data:${mimeType};base64,${Buffer.concat(chunks).toString('base64')}`;
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
