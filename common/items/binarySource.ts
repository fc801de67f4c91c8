import type { IBinaryData } from 'n8n-workflow';

import type { UploadSource } from '../http/uploadForm';
import { binaryNames, findBinary } from './binary';
import type { FieldPlace, Item } from './item';
import { PendingFile } from './pendingFile';

const DEFAULT_MIME_TYPE = 'application/octet-stream';

/** Eight times Node's own: half the processor's time for a large file, and more saves nothing. */
const CHUNK_BYTES = 512 * 1024;

/**
 * A binary property that is to be sent: streamed if n8n keeps it outside of memory.
 *
 * @throws NodeOperationError that names the item and the field, if n8n does not have the file.
 */
export async function toPendingFile(
	item: Item,
	place: FieldPlace,
	binary: IBinaryData,
): Promise<PendingFile> {
	const source = {
		fileName: fileNameOf(binary),
		mimeType: binary.mimeType || DEFAULT_MIME_TYPE,
		isRepeatable: true,
	};
	const bytes = await readBytes(item, place, binary);
	return new PendingFile(place, { ...source, ...bytes });
}

type Bytes = Pick<UploadSource, 'sizeBytes' | 'cannotStream' | 'open'>;

async function readBytes(item: Item, place: FieldPlace, binary: IBinaryData): Promise<Bytes> {
	const { helpers } = item.context;
	const { id } = binary;
	if (id === undefined) {
		// Decoded again when it is sent, so that it is not held twice meanwhile.
		const decode = () => Buffer.from(completeData(item, place, binary), 'base64');
		return { sizeBytes: decode().byteLength, open: () => once(decode()) };
	}
	const isGone = (error: Error) => {
		const problem = `points to a file that n8n can no longer read: ${error.message}`;
		throw place.error(problem);
	};
	if (!('getBinaryStream' in helpers) || !('getBinaryMetadata' in helpers)) {
		const read = async () => await item.context.helpers.getBinaryDataBuffer(item.index, binary);
		const { byteLength: sizeBytes } = await read().catch(isGone);
		return { sizeBytes, cannotStream: true, open: async () => once(await read()) };
	}
	// Not binary.fileSize: that is text for people, "1.2 MB".
	const { fileSize: sizeBytes } = await helpers.getBinaryMetadata(id).catch(isGone);
	return { sizeBytes, open: async () => await helpers.getBinaryStream(id, CHUNK_BYTES) };
}

/**
 * The base64 text of a file in memory. An expression like `$('Node').item.binary.data` leaves it out,
 * and then the item is searched for the file.
 */
function completeData(item: Item, place: FieldPlace, binary: IBinaryData): string {
	if (typeof binary.data === 'string') return binary.data;
	const same = binaryNames(item)
		.map((name) => findBinary(item, name))
		.filter((other) => other !== undefined && isSameFile(other, binary));
	if (same.length === 1 && same[0] !== undefined) return same[0].data;
	const problem =
		'points to a file without its content: enter the name of the binary field instead of an expression';
	throw place.error(problem);
}

function isSameFile(one: IBinaryData, other: IBinaryData): boolean {
	return (['fileName', 'mimeType', 'fileSize', 'fileExtension'] as const).every(
		(member) => one[member] === other[member],
	);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}

function fileNameOf({ fileName, fileExtension }: IBinaryData): string {
	if (fileName) return fileName;
	return fileExtension ? `file.${fileExtension}` : 'file';
}
