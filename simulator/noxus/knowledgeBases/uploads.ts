import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { ApiError, invalid, missing } from '../../http/errors';
import { inMemory, LARGEST_IN_MEMORY_BYTES } from '../fileContent';
import type { FileStore, StoredFile } from '../files';
import type { SimulatorSettings } from '../settings';
import type { SimulatorState } from '../state';
import type { KnowledgeBase, KnowledgeDocument } from './knowledgeBase';

/** Stores the parts named `files` of a form (contract 7). Throws an ApiError if there is none. */
export async function receiveFiles(
	request: FastifyRequest,
	workspaceId: string,
	{ files, settings }: SimulatorState,
): Promise<StoredFile[]> {
	if (!request.isMultipart()) throw invalid(missing('body', 'files'));
	const stored: StoredFile[] = [];
	const limits = { fileSize: settings.maxUploadBytes };
	for await (const part of request.files({ limits })) {
		const content = await keep(part.file, Number(request.headers['content-length']), files);
		if (part.file.truncated) {
			content.discard();
			throw new ApiError(413, 'File too large');
		}
		const { filename, mimetype: contentType } = part;
		const origin = { workspaceId, source: 'upload' as const, sourceUrl: null };
		if (part.fieldname === 'files') {
			stored.push(files.add({ filename, contentType, ...origin }, content));
		}
	}
	if (stored.length === 0) throw invalid(missing('body', 'files'));
	return stored;
}

async function keep(stream: Readable, statedBytes: number, files: FileStore) {
	const isSmall = statedBytes <= LARGEST_IN_MEMORY_BYTES;
	return isSmall ? inMemory(await buffer(stream)) : await files.spool(stream);
}

/** The document that an uploaded file becomes. */
export function addUploaded(
	file: StoredFile,
	prefix: string,
	knowledgeBase: KnowledgeBase,
	{ knowledgeBases: { documentFiles } }: SimulatorSettings,
): KnowledgeDocument {
	return knowledgeBase.addDocument({
		name: file.filename,
		prefix,
		contentType: file.contentType,
		sizeBytes: file.sizeBytes,
		text: textOf(file),
		fileId: documentFiles ? file.id : null,
	});
}

/** A big file is found by its name only. */
function textOf(file: StoredFile): string {
	return file.sizeBytes > LARGEST_IN_MEMORY_BYTES ? file.filename : file.bytes.toString('utf8');
}
