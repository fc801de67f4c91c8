import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { UploadSource } from '../transport/upload';
import { fieldError } from './parameters';

const DEFAULT_MIME_TYPE = 'application/octet-stream';

/** A file as Noxus takes it in a run's input (cookbook "Sending files as inputs"). */
export interface FileInput {
	uri: string;
	name?: string;
}

/** A binary property as `{uri: "data:<mime>;base64,…", name}`. The whole file is in memory. */
export async function binaryToDataUri(
	context: IExecuteFunctions,
	itemIndex: number,
	propertyName: string,
	fieldName: string,
): Promise<FileInput> {
	const binary = findBinary(context, itemIndex, propertyName, fieldName);
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, propertyName);
	return {
		uri: `data:${binary.mimeType || DEFAULT_MIME_TYPE};base64,${bytes.toString('base64')}`,
		name: fileNameOf(binary),
	};
}

/** A binary property as a source for an upload: streamed where n8n keeps it outside of memory. */
export async function binaryToUploadSource(
	context: IExecuteFunctions,
	itemIndex: number,
	propertyName: string,
	fieldName: string,
): Promise<UploadSource> {
	const binary = findBinary(context, itemIndex, propertyName, fieldName);
	const { id } = binary;
	const named = { fileName: fileNameOf(binary), mimeType: binary.mimeType || DEFAULT_MIME_TYPE };
	if (id === undefined) {
		const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, propertyName);
		return { ...named, sizeBytes: bytes.byteLength, open: () => once(bytes) };
	}
	// Not binary.fileSize: that is text for people, "1.2 MB".
	const { fileSize: sizeBytes } = await context.helpers.getBinaryMetadata(id);
	return { ...named, sizeBytes, open: async () => await context.helpers.getBinaryStream(id) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}

/** @throws NodeOperationError that names the binary properties the item does have. */
function findBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	propertyName: string,
	fieldName: string,
): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, propertyName);
	} catch {
		const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {}).join(', ');
		const has = names === '' ? 'no binary data' : `the binary properties ${names}`;
		const problem = `names the binary property "${propertyName}", but the item has ${has}`;
		throw fieldError(context, itemIndex, fieldName, problem);
	}
}

function fileNameOf({ fileName, fileExtension }: IBinaryData): string {
	if (fileName) return fileName;
	return fileExtension ? `file.${fileExtension}` : 'file';
}
