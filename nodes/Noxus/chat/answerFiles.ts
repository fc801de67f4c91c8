import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../../../common/http/apiClient';
import { inParallel } from '../../../common/http/inParallel';
import { takeBinary, type BinaryContext } from '../../../common/items/takeBinary';
import { asObject, textOrUndefined } from '../../../common/util/json';
import type { FileRef } from '../api/fileRef';
import { filePath } from '../api/files';
import { findFiles } from '../outputs/findFiles';

const DOWNLOADS_AT_ONCE = 4;

/** A file of an answer: stored in Noxus, or with its content. */
export type AnswerFile = FileRef | { id: string | null; mimeType?: string; base64: string };

/** The files of an answer, each once. Pure. */
export function findAnswerFiles(fileParts: unknown[]): AnswerFile[] {
	const stored = findFiles(fileParts).files.map(({ ref }) => ref);
	const byId = new Map(stored.map((ref) => [ref.id, ref]));
	return [...byId.values(), ...fileParts.map(readContent).filter((file) => file !== undefined)];
}

/** The JSON of a file: no content. */
export function toFileJson(file: AnswerFile): IDataObject {
	const { id, mimeType = null } = file;
	return { id, fileName: ('fileName' in file && file.fileName) || null, mimeType };
}

/** The files as binary data of an item: `file_0`, `file_1` and so on. Throws like `takeBinary`. */
export async function takeAnswerFiles(
	client: ApiClient<BinaryContext>,
	files: AnswerFile[],
): Promise<IBinaryKeyData> {
	const tasks = files.map(
		(file) => async (own: ApiClient<BinaryContext>) => await takeFile(own, file),
	);
	const taken = await inParallel(client, pLimit(DOWNLOADS_AT_ONCE), tasks);
	return Object.fromEntries(taken.map((binary, index) => [`file_${index}`, binary]));
}

async function takeFile(client: ApiClient<BinaryContext>, file: AnswerFile) {
	if (!('base64' in file)) return (await takeBinary(client, filePath(file.id), file)).binary;
	const content = Buffer.from(file.base64, 'base64');
	return await client.context.helpers.prepareBinaryData(content, undefined, file.mimeType);
}

/** A part with bytes, as Pydantic AI has it (`BinaryContent`). */
function readContent(part: unknown): AnswerFile | undefined {
	const { data, media_type: mediaType, identifier } = asObject(part) ?? {};
	const base64 = textOrUndefined(data);
	const mimeType = textOrUndefined(mediaType);
	if (base64 === undefined || mimeType === undefined) return undefined;
	return { id: textOrUndefined(identifier) ?? null, mimeType, base64 };
}
