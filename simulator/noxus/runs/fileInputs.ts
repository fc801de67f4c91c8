import { isPrivateHost } from '../../http/privateAddress';
import { isRecord, isUuid } from '../../http/values';
import type { FileStore, StoredFile } from '../files';
import type { SimulatorSettings } from '../settings';

/** Contract 4.4: cap on a file that Noxus downloads from a URL. */
const MAX_URL_DOWNLOAD_BYTES = 25 * 1024 * 1024;

/** An input that Noxus refuses; when it does so is `urlRejectAt` (row 16). */
export class RefusedInput extends Error {}

interface FileInputContext {
	files: FileStore;
	workspaceId: string;
	settings: SimulatorSettings;
}

/** Turns `{uri, name}` into a stored file (contract 4.4). Throws RefusedInput. */
export function acceptFileInput(value: unknown, context: FileInputContext): StoredFile {
	if (!isRecord(value) || typeof value.uri !== 'string') {
		throw new RefusedInput('a file input must be an object with a uri');
	}
	const { uri } = value;
	const name = typeof value.name === 'string' && value.name !== '' ? value.name : null;
	if (uri.startsWith('data:')) return fromDataUri(uri, name, context);
	if (uri.startsWith('spot://')) return fromStore(uri, context);
	return fromUrl(uri, name, context);
}

function fromDataUri(uri: string, name: string | null, context: FileInputContext): StoredFile {
	const comma = uri.indexOf(',');
	const [contentType = '', ...parameters] = uri.slice('data:'.length, comma).split(';');
	if (comma === -1) throw new RefusedInput('the data URI has no data');
	const data = uri.slice(comma + 1);
	const isBase64 = parameters.at(-1)?.trim().toLowerCase() === 'base64';
	const bytes = isBase64 ? fromBase64(data) : Buffer.from(decodeURIComponent(data));
	const { maxDataUriBytes } = context.settings;
	if (maxDataUriBytes !== null && bytes.length > maxDataUriBytes) {
		throw new RefusedInput('the file in the data URI is too large');
	}
	return context.files.save({
		workspaceId: context.workspaceId,
		filename: name ?? 'file',
		contentType: contentType || 'text/plain',
		bytes,
		source: 'dataUri',
		sourceUrl: null,
	});
}

/** Node skips anything that is not base64, so a result that is too short shows it: much faster than a search. */
function fromBase64(data: string): Buffer {
	const bytes = Buffer.from(data, 'base64');
	const paddingLength = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
	const expectedBytes = Math.floor(((data.length - paddingLength) * 3) / 4);
	if (bytes.length === expectedBytes) return bytes;
	throw new RefusedInput('the data URI is not valid base64');
}

function fromStore(uri: string, { files, workspaceId }: FileInputContext): StoredFile {
	const id = uri.slice('spot://'.length);
	const file = isUuid(id) ? files.find(id, workspaceId) : null;
	if (file === null) throw new RefusedInput('the stored file was not found');
	return file;
}

/** Nothing is fetched: there may be no network, and a test must not depend on one. */
function fromUrl(uri: string, name: string | null, context: FileInputContext): StoredFile {
	const url = URL.canParse(uri) ? new URL(uri) : null;
	if (url === null || !/^https?:$/.test(url.protocol)) {
		throw new RefusedInput('the uri must be https, data or spot');
	}
	if (isPrivateHost(url.hostname)) {
		throw new RefusedInput('the uri must not point to a private address');
	}
	if (context.settings.urlDownloadBytes > MAX_URL_DOWNLOAD_BYTES) {
		throw new RefusedInput('the file at the uri is larger than 25 MB');
	}
	return context.files.save({
		workspaceId: context.workspaceId,
		filename: name ?? (url.pathname.split('/').pop() || 'file'),
		contentType: 'application/octet-stream',
		bytes: Buffer.alloc(0),
		source: 'url',
		sourceUrl: uri,
	});
}
