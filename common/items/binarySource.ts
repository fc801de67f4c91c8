import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { UploadSource } from '../http/uploadForm';
import { binaryNames, findBinary } from './binary';
import { fieldError } from './parameters';
import { PendingFile } from '../../nodes/Noxus/inputs/pendingFile';

const DEFAULT_MIME_TYPE = 'application/octet-stream';

/** Four times Node's own: half the time and processor for a large file, and still little memory. */
const CHUNK_BYTES = 256 * 1024;

/**
 * A binary property that is to be sent: streamed where n8n keeps it outside of memory.
 *
 * @throws NodeOperationError that names the item and the field, where n8n does not have the file.
 */
export async function toPendingFile(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	binary: IBinaryData,
): Promise<PendingFile> {
	const source = {
		fileName: fileNameOf(binary),
		mimeType: binary.mimeType || DEFAULT_MIME_TYPE,
		isRepeatable: true,
	};
	const bytes = await readBytes(context, itemIndex, fieldName, binary);
	return new PendingFile(fieldName, { ...source, ...bytes });
}

type Bytes = Pick<UploadSource, 'sizeBytes' | 'cannotStream' | 'open'>;

async function readBytes(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	binary: IBinaryData,
): Promise<Bytes> {
	const { helpers } = context;
	const { id } = binary;
	if (id === undefined) {
		// Decoded again when it is sent, so that it is not held twice meanwhile.
		const decode = () => Buffer.from(completeData(context, itemIndex, fieldName, binary), 'base64');
		return { sizeBytes: decode().byteLength, open: () => once(decode()) };
	}
	const isGone = (error: Error) => {
		const problem = `points to a file that n8n cannot read any more: ${error.message}`;
		throw fieldError(context, itemIndex, fieldName, problem);
	};
	if (!('getBinaryStream' in helpers) || !('getBinaryMetadata' in helpers)) {
		const read = async () => await context.helpers.getBinaryDataBuffer(itemIndex, binary);
		const { byteLength: sizeBytes } = await read().catch(isGone);
		return { sizeBytes, cannotStream: true, open: async () => once(await read()) };
	}
	// Not binary.fileSize: that is text for people, "1.2 MB".
	const { fileSize: sizeBytes } = await helpers.getBinaryMetadata(id).catch(isGone);
	return { sizeBytes, open: async () => await helpers.getBinaryStream(id, CHUNK_BYTES) };
}

/**
 * The base64 text of a file in memory. An expression like `$('Node').item.binary.data` leaves it out,
 * and then the file is looked for in the item.
 */
function completeData(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	binary: IBinaryData,
): string {
	if (typeof binary.data === 'string') return binary.data;
	const same = binaryNames(context, itemIndex)
		.map((name) => findBinary(context, itemIndex, name))
		.filter((other) => other !== undefined && isSameFile(other, binary));
	if (same.length === 1 && same[0] !== undefined) return same[0].data;
	const problem =
		'points to a file whose content an expression does not give: write the name of the binary property instead';
	throw fieldError(context, itemIndex, fieldName, problem);
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
