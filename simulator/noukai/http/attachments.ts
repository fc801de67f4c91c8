import { isRecord } from '../../http/values';
import { blocksOf, type Step } from '../flows/flow';
import type { Attachment } from '../runs/inputs';
import { coded } from './errors';

/** Limits of contract 4.2. */
const MAX_ATTACHMENTS = 10;
const MAX_URL_LENGTH = 2048;
const MAX_FILENAME_LENGTH = 255;
const MIME_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** The attachments of a request. Throws ATTACHMENT_INVALID, whose code is an assumption. */
export function readAttachments(list: unknown[] | null): Attachment[] {
	const attachments = list ?? [];
	if (attachments.length > MAX_ATTACHMENTS) {
		throw coded('ATTACHMENT_INVALID', `At most ${MAX_ATTACHMENTS} attachments`);
	}
	return attachments.map(readAttachment);
}

/** Rejected before any work: a model that reads no images. */
export function checkModelsRead(attachments: readonly Attachment[], steps: readonly Step[]): void {
	const [first] = attachments;
	if (first === undefined || !blocksOf(steps).some(({ isTextOnly }) => isTextOnly)) return;
	throw coded('MODEL_MIME_INCOMPATIBLE', `The model of a block reads no ${first.mime_type}`);
}

function readAttachment(attachment: unknown, index: number): Attachment {
	const refuse = (text: string) => coded('ATTACHMENT_INVALID', `Attachment ${index}: ${text}`);
	if (!isRecord(attachment) || attachment.kind !== 'url') throw refuse('kind must be "url"');
	const { url, mime_type, filename } = attachment;
	if (!isHttpsUrl(url))
		throw refuse(`url must be https and have at most ${MAX_URL_LENGTH} characters`);
	if (typeof mime_type !== 'string' || !MIME_TYPES.includes(mime_type)) {
		throw refuse(`mime_type must be one of ${MIME_TYPES.join(', ')}`);
	}
	if ((filename ?? null) === null) return { kind: 'url', url, mime_type };
	if (!isPlainName(filename)) throw refuse('filename must be a plain name');
	return { kind: 'url', url, mime_type, filename };
}

function isHttpsUrl(url: unknown): url is string {
	if (typeof url !== 'string' || url.length > MAX_URL_LENGTH) return false;
	return URL.canParse(url) && new URL(url).protocol === 'https:';
}

function isPlainName(name: unknown): name is string {
	return typeof name === 'string' && name.length <= MAX_FILENAME_LENGTH && !/[/\\]|\.\./.test(name);
}
