/** Files as Noxus names them in outputs. Pure. Source: noxus_sdk/files.py, cookbook "Workflows". */

import { asObject, textOrUndefined } from '../../../common/util/json';
import { cut } from '../../../common/util/checks';
import { toSafeName } from '../../../common/http/fileHeaders';
import { isUuid } from '../../../common/util/uuid';

/** What is wrong with the address of a stored file, to be read after the name of the field. */
export function problemWithFileUri(uri: string): string | undefined {
	if (SPOT_URI.test(uri)) return undefined;
	return `must be a spot:// URI, as returned by File: Upload, not ${JSON.stringify(cut(uri))}`;
}

/** A file stored in Noxus, and what is known of it. */
export interface FileRef {
	id: string;
	fileName?: string;
	mimeType?: string;
	/** Named by its `spot://` URI. An ID alone may be that of another system. */
	isStored?: true;
}

/** The ID ends at a slash (noxus_sdk/files.py). */
const SPOT_URI = /^spot:\/\/([^\s/]+)(?:\/\S*)?$/;

/**
 * A file object: one with a `spot://` uri, or with the id of a file beside its name or type.
 * undefined for everything else, since an output may hold any JSON.
 */
export function readFileRef(value: unknown): FileRef | undefined {
	const { uri, filename, content_type: contentType } = asObject(value) ?? {};
	const isFile =
		filename !== undefined || contentType !== undefined || readSpotUri(textOrUndefined(uri));
	return isFile ? readGivenFile(value) : undefined;
}

/** The same of an object that is meant to be a file: its id is enough. */
export function readGivenFile(value: unknown): FileRef | undefined {
	const fields = asObject(value);
	if (fields === undefined) return undefined;
	// The last names are those of our own items.
	const names = [fields.filename, fields.name, fields.fileName].map(textOrUndefined);
	const types = [fields.content_type, fields.mimeType].map(textOrUndefined);
	const fileName = toSafeName(names.find((name) => name !== undefined));
	const type = types.find((one) => one !== undefined);
	const mimeType = type?.split(';')[0]?.trim().toLowerCase();
	const storedId = readSpotUri(textOrUndefined(fields.uri));
	if (storedId !== undefined) return { id: storedId, fileName, mimeType, isStored: true };
	const id = textOrUndefined(fields.id);
	return id !== undefined && isUuid(id) ? { id, fileName, mimeType } : undefined;
}

/** What a file output `{text, file}` refers to; undefined for everything else. */
export function readFileOutput(value: unknown): FileRef | undefined {
	const fields = asObject(value);
	if (fields === undefined) return undefined;
	const isFileOutput = Object.keys(fields).every((key) => /^(text|file|has_preview)$/.test(key));
	return isFileOutput ? readGivenFile(fields.file) : undefined;
}

/** The id of the file that holds the full text of a truncated one; undefined for everything else. */
export function readPreviewFileId(value: unknown): string | undefined {
	const fields = asObject(value);
	if (!fields?.has_preview) return undefined;
	const file = asObject(fields.file);
	return SPOT_URI.exec(textOrUndefined(file?.uri) ?? '')?.[1] ?? textOrUndefined(file?.id);
}

/** The id in the uri of a stored file; undefined for other text. */
export function readSpotUri(uri = ''): string | undefined {
	return SPOT_URI.exec(uri)?.[1];
}
