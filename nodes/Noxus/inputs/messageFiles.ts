import { randomUUID } from 'node:crypto';

import type { ApiClient } from '../../../common/http/apiClient';
import type { Batch } from '../../../common/items/batch';
import { binaryNames, findBinary, noSuchBinary } from '../../../common/items/binary';
import { toPendingFile } from '../../../common/items/binarySource';
import type { FieldPlace, Item } from '../../../common/items/item';
import type { PendingFile, PendingUrl } from '../../../common/items/pendingFile';
import { checkSize, readFileUrl } from './fileUrl';
import type { Run } from '../api/run';

/** What Noxus accepts of a file (cookbook "Sending files as inputs": 25 MB). */
const MAX_FILE_MB = 25;
const MB = 1024 * 1024;

/** A file as a message has it: its content, or where Noxus downloads it (API page "Add Message"). */
export interface MessageFile {
	status: 'success';
	name: string;
	/** Made up by the sender. */
	id: string;
	size: number;
	type: string;
	b64_content: string | null;
	url: string | null;
}

/** Which files go with a message, by the fields in which they were named. */
export interface NamedFiles {
	/** `*` alone means all of the item. */
	binaryProperties: { names: string[]; place: FieldPlace };
	urls: { urls: string[]; place: FieldPlace };
}

/**
 * The files of a message, checked before the first one is read. Those of n8n are held in memory as a
 * whole: Noxus wants them inside the message.
 *
 * @throws NodeOperationError for a file that is not there, or that Noxus will not accept.
 */
export async function readMessageFiles(
	item: Item,
	{ binaryProperties, urls }: NamedFiles,
	{ fileSizes }: Batch<Run>,
): Promise<MessageFile[]> {
	const files = await Promise.all(
		wantedNames(item, binaryProperties.names).map(
			async (name) => await readBinary(item, binaryProperties.place, name),
		),
	);
	const links = await Promise.all(
		urls.urls.map(async (url) => await readFileUrl(item, urls.place, url)),
	);
	const { client }: { client: ApiClient } = item;
	await Promise.all(links.map(async (link) => await checkSize(client, fileSizes, link)));
	return [...(await Promise.all(files.map(toContent))), ...links.map(toLink)];
}

function wantedNames(item: Item, names: string[]): string[] {
	return names.length === 1 && names[0] === '*' ? binaryNames(item) : [...new Set(names)];
}

async function readBinary(item: Item, place: FieldPlace, name: string): Promise<PendingFile> {
	const binary = findBinary(item, name);
	if (binary === undefined) throw noSuchBinary(item, place, name);
	const file = await toPendingFile(item, place, binary);
	const sizeMb = file.source.sizeBytes / MB;
	if (sizeMb <= MAX_FILE_MB) return file;
	throw place.error(
		`has the file "${file.source.fileName}" of ${sizeMb.toFixed(1)} MB, but Noxus accepts at most ${MAX_FILE_MB} MB per file in a message`,
	);
}

async function toContent({ source }: PendingFile): Promise<MessageFile> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of await source.open()) chunks.push(chunk);
	const content = Buffer.concat(chunks);
	const { fileName: name, mimeType: type } = source;
	const b64Content = content.toString('base64');
	return { ...newFile(name, type, content.byteLength), b64_content: b64Content };
}

function toLink({ url, value }: PendingUrl): MessageFile {
	const { name } = value as { name: string };
	// The size and type that the SDK of Noxus sends if it knows none.
	return { ...newFile(name, '', 1), url };
}

function newFile(name: string, type: string, size: number): MessageFile {
	return { status: 'success', name, id: randomUUID(), size, type, b64_content: null, url: null };
}
