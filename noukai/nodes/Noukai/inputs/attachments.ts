import { findBinary, isBinaryData } from '../../../../common/items/binary';
import type { FieldPlace, Item } from '../../../../common/items/item';
import { preview } from '../../../../common/items/values';
import type { Attachment } from '../api/flowRequest';
import { runOptions, type AttachmentRow } from '../fields/options';

/** Limits of Noukai (docs.noukai.xyz, API Reference > Slug Execution). */
const MAX_ATTACHMENTS = 10;
const MAX_URL_CHARS = 2_048;
const MAX_NAME_CHARS = 255;

const HOST_IT =
	'Noukai reads images from public https addresses only. Upload the file first, for example to S3 with a pre-signed URL, and enter its URL here';

/** The attachments of a run. @throws NodeOperationError that names the field, for what Noukai would refuse. */
export function readAttachments(item: Item, rows: AttachmentRow[]): Attachment[] {
	const place = item.field(runOptions.attachments.property.displayName);
	if (rows.length > MAX_ATTACHMENTS) {
		throw place.error(`has ${rows.length} rows: at most ${MAX_ATTACHMENTS} are accepted`);
	}
	return rows.map((row) => toAttachment(item, place, row));
}

function toAttachment(item: Item, place: FieldPlace, row: AttachmentRow): Attachment {
	const { mimeType, fileName } = row;
	const isPlainName = fileName.length <= MAX_NAME_CHARS && !/[/\\]|\.\./.test(fileName);
	if (!isPlainName)
		throw place.error(`has a file name that is not a plain name: ${preview(fileName)}`);
	return {
		kind: 'url',
		url: toUrl(item, place, row.url),
		mime_type: mimeType,
		...(fileName !== '' && { filename: fileName }),
	};
}

function toUrl(item: Item, place: FieldPlace, value: unknown): string {
	const url = typeof value === 'string' ? value.trim() : '';
	const isBinary = isBinaryData(value) || findBinary(item, url) !== undefined;
	if (isBinary || /^data:/i.test(url)) throw place.error(`contains a file of n8n. ${HOST_IT}`);
	const isHttps = URL.canParse(url) && new URL(url).protocol === 'https:';
	if (!isHttps || url.length > MAX_URL_CHARS) {
		throw place.error(
			`needs an https address of at most ${MAX_URL_CHARS} characters, not ${preview(value)}`,
		);
	}
	return url;
}
