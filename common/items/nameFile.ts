/** Finds a name and a type for a file. Pure. */

import type { FileHints } from '../http/fileHeaders';
import { sniffType } from './sniff';

/** What a service says of a file. */
export interface KnownFile {
	fileName?: string;
	mimeType?: string;
}

const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * The name and type of a file: what the service says of it, else the headers of the download, else
 * its first bytes. Without a type, n8n is to take it from the extension of the name.
 */
export function nameFile(
	ref: KnownFile,
	headers: FileHints,
	head: Uint8Array,
): { fileName: string; mimeType?: string } {
	const sniffed = sniffType(head);
	const known = [ref.mimeType, headers.mimeType].find(isTelling);
	const fileName =
		ref.fileName ?? headers.fileName ?? (sniffed ? `file.${sniffed.extension}` : 'file');
	if (known !== undefined) return { fileName, mimeType: known };
	// The kinds of text look the same; n8n knows .csv and .html by name, and the rest as plain text.
	const isTextByName = /^(text\/|application\/json)/.test(sniffed?.mimeType ?? '');
	if (isTextByName && /\.\w+$/.test(fileName)) return { fileName };
	return { fileName, mimeType: sniffed?.mimeType ?? UNKNOWN_TYPE };
}

function isTelling(mimeType: string | undefined): boolean {
	// binary/octet-stream is what object storages say of files without a type.
	return mimeType !== undefined && /\/(?!octet-stream$)/.test(mimeType);
}
