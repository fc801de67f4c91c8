import type { IBinaryData } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../../../common/http/apiClient';
import { downloadFile, MAX_TEXT_BYTES } from '../../../common/http/download';
import { inParallel } from '../../../common/http/inParallel';
import { sniffType } from '../../../common/items/sniff';
import { takeBinary, type BinaryContext } from '../../../common/items/takeBinary';
import { filePath, readStoredText } from '../api/files';
import type { SearchHit } from '../api/knowledgeBases';
import type { KnowledgeDocument } from '../api/knowledgeDocuments';

/** Downloads of one item at a time. */
const DOWNLOADS_AT_ONCE = 4;

/** The document of a hit in full: its text, or its file. */
export type FullDocument = { text: string | null } | { binary: IBinaryData };

/** In which form the documents of hits are wanted. */
export type DocumentForm = 'text' | 'file';

/**
 * The documents of hits by their file IDs, each fetched once. The text of a file that is not text is
 * null. Throws like `downloadFile`.
 */
export async function fetchHitDocuments(
	client: ApiClient<BinaryContext>,
	hits: SearchHit[],
	form: DocumentForm,
): Promise<Map<string, FullDocument>> {
	const withFile = hits.flatMap(({ document }) =>
		typeof document?.fileId === 'string' ? [[document.fileId, document] as const] : [],
	);
	const fetch = form === 'text' ? fetchText : fetchFile;
	const tasks = [...new Map(withFile)].map(
		([fileId, document]) =>
			async (own: ApiClient<BinaryContext>) =>
				[fileId, await fetch(own, fileId, document)] as const,
	);
	return new Map(await inParallel(client, pLimit(DOWNLOADS_AT_ONCE), tasks));
}

async function fetchFile(
	client: ApiClient<BinaryContext>,
	fileId: string,
	{ name: fileName, contentType }: KnowledgeDocument,
): Promise<FullDocument> {
	const known = { fileName, ...(contentType !== null && { mimeType: contentType }) };
	const { binary } = await takeBinary(client, filePath(fileId), known);
	return { binary };
}

/** Only the beginning of a file that is not text is downloaded. */
async function fetchText(client: ApiClient<BinaryContext>, fileId: string): Promise<FullDocument> {
	const path = filePath(fileId);
	const isText = await downloadFile(client, path, async ({ head }) => beginsLikeText(head));
	if (!isText) return { text: null };
	return { text: (await readStoredText(client, fileId, MAX_TEXT_BYTES)).text };
}

function beginsLikeText(head: Uint8Array): boolean {
	return head.length === 0 || /^text\/|json$/.test(sniffType(head)?.mimeType ?? '');
}
