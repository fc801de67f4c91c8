import type { MultipartFile } from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { formatDate } from '../../http/dates';
import { ApiError, invalid, missing } from '../../http/errors';
import { uuidInPath } from '../../http/parameters';
import { inMemory, LARGEST_IN_MEMORY_BYTES, type FileContent } from '../fileContent';
import type { FileStore, StoredFile } from '../files';
import { identityIn, type Routes } from '../http/context';
import { STORAGE_PREFIX } from '../http/gate';
import type { SimulatorSettings } from '../settings';
import type { SimulatorState } from '../state';

interface ById {
	Params: { file_id: string };
}

/** Upload and download (contract 4.1, 4.2). */
export const fileRoutes: Routes = (app, { state }) => {
	app.post('/v1/file', async (request, reply) => {
		const { workspaceId } = identityIn(request);
		if (!request.isMultipart()) throw invalid(missing('body', 'file'));
		const limits = { fileSize: state.settings.maxUploadBytes };
		const part = await request.file({ limits });
		if (part === undefined) throw invalid(missing('body', 'file'));
		const statedBytes = Number(request.headers['content-length'] ?? Infinity);
		const content = await receive(part, statedBytes, state.files);
		const { filename, mimetype: contentType } = part;
		const origin = { workspaceId, source: 'upload' as const, sourceUrl: null };
		const file = state.files.add({ filename, contentType, ...origin }, content);
		reply.code(state.settings.httpCreatedStatus);
		return present(file, state.settings);
	});

	app.get<ById>('/v1/file/:file_id', { onSend: dropUnsetType }, async (request, reply) => {
		const id = uuidInPath(request.params, 'file_id');
		const file = state.files.find(id, identityIn(request).workspaceId);
		if (file === null) throw new ApiError(404, 'File not found');
		const { fileRedirect, fileHeaders } = state.settings;
		if (fileRedirect !== null) return reply.redirect(storageUrl(file, fileRedirect, state));
		return sendFile(reply, file, fileHeaders);
	});
};

/** Sends the bytes, with their number, with or without saying what they are (row 14). */
export function sendFile(
	reply: FastifyReply,
	file: StoredFile,
	headers: SimulatorSettings['fileHeaders'],
): FastifyReply {
	if (headers === 'full') {
		const name = encodeURIComponent(file.filename);
		reply.header('content-type', file.contentType);
		reply.header('content-disposition', `attachment; filename*=UTF-8''${name}`);
	}
	if (file.sizeBytes <= LARGEST_IN_MEMORY_BYTES) return reply.send(file.bytes);
	return reply.header('content-length', file.sizeBytes).send(file.open());
}

/** Fastify gives bytes without a type one of its own; `onSend` of the routes that send files. */
export async function dropUnsetType(
	_request: FastifyRequest,
	reply: FastifyReply,
	payload: unknown,
): Promise<unknown> {
	const isBytes = Buffer.isBuffer(payload) || payload instanceof Readable;
	if (isBytes && !reply.hasHeader('content-disposition')) reply.removeHeader('content-type');
	return payload;
}

async function receive(
	part: MultipartFile,
	statedBytes: number,
	files: FileStore,
): Promise<FileContent> {
	const isBig = statedBytes > LARGEST_IN_MEMORY_BYTES;
	const content = isBig ? await files.spool(part.file) : inMemory(await buffer(part.file));
	if (!part.file.truncated && part.fieldname === 'file') return content;
	content.discard();
	if (part.file.truncated) throw new ApiError(413, 'File too large');
	throw invalid(missing('body', 'file'));
}

function storageUrl(
	file: StoredFile,
	host: 'sameHost' | 'otherHost',
	state: SimulatorState,
): string {
	const base = host === 'sameHost' ? state.baseUrl : state.storageUrl;
	return `${base}${STORAGE_PREFIX}/${file.id}`;
}

function present(file: StoredFile, { dateStyle }: SimulatorSettings): Record<string, unknown> {
	return {
		id: file.id,
		uri: `spot://${file.id}`,
		size: file.sizeBytes,
		group_id: file.workspaceId,
		filename: file.filename,
		content_type: file.contentType,
		source_type: 'Document',
		source_metadata: null,
		created_at: formatDate(file.createdAt, dateStyle),
	};
}
