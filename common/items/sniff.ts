/** Recognizes a type of file by its first bytes. Pure. Source: the formats' own signatures. */

/** A MIME type and the usual extension, or undefined where nothing is known by. */
export type Sniffed = { mimeType: string; extension: string } | undefined;

/** At `offset`, these characters (each one byte). */
type Sign = [offset: number, characters: string];

const SIGNATURES: Array<{ signs: Sign[]; mimeType: string; extension: string }> = [
	{ signs: [[0, '%PDF-']], mimeType: 'application/pdf', extension: 'pdf' },
	{ signs: [[0, '\x89PNG\r\n\x1a\n']], mimeType: 'image/png', extension: 'png' },
	{ signs: [[0, '\xff\xd8\xff']], mimeType: 'image/jpeg', extension: 'jpg' },
	{ signs: [[0, 'GIF8']], mimeType: 'image/gif', extension: 'gif' },
	{
		signs: [
			[0, 'RIFF'],
			[8, 'WEBP'],
		],
		mimeType: 'image/webp',
		extension: 'webp',
	},
	{
		signs: [
			[0, 'RIFF'],
			[8, 'WAVE'],
		],
		mimeType: 'audio/wav',
		extension: 'wav',
	},
	{ signs: [[0, 'ID3']], mimeType: 'audio/mpeg', extension: 'mp3' },
	{ signs: [[0, '\xff\xfb']], mimeType: 'audio/mpeg', extension: 'mp3' },
	{ signs: [[0, '\xff\xf3']], mimeType: 'audio/mpeg', extension: 'mp3' },
	{ signs: [[0, 'OggS']], mimeType: 'audio/ogg', extension: 'ogg' },
	{ signs: [[4, 'ftypM4A']], mimeType: 'audio/mp4', extension: 'm4a' },
	{ signs: [[4, 'ftyp']], mimeType: 'video/mp4', extension: 'mp4' },
	{ signs: [[0, '\x1a\x45\xdf\xa3']], mimeType: 'video/webm', extension: 'webm' },
	{ signs: [[0, '\x1f\x8b']], mimeType: 'application/gzip', extension: 'gz' },
];

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
/** What the folders inside a zip say about it. */
const ZIPS = [
	{ folder: 'word/', mimeType: `${OFFICE}wordprocessingml.document`, extension: 'docx' },
	{ folder: 'xl/', mimeType: `${OFFICE}spreadsheetml.sheet`, extension: 'xlsx' },
	{ folder: 'ppt/', mimeType: `${OFFICE}presentationml.presentation`, extension: 'pptx' },
];

/** The type of a file that begins with `head`. Text that begins like JSON counts as JSON. */
export function sniffType(head: Uint8Array): Sniffed {
	const characters = Array.from(head, (byte) => String.fromCharCode(byte)).join('');
	const hasSign = ([offset, text]: Sign) => characters.startsWith(text, offset);
	if (characters.startsWith('PK\x03\x04')) {
		const { mimeType, extension } = ZIPS.find(({ folder }) => characters.includes(folder)) ?? {
			mimeType: 'application/zip',
			extension: 'zip',
		};
		return { mimeType, extension };
	}
	const found = SIGNATURES.find(({ signs }) => signs.every(hasSign));
	if (found !== undefined) return { mimeType: found.mimeType, extension: found.extension };
	return sniffText(head, characters);
}

/** Text is UTF-8 without control characters other than tabs and ends of lines. */
function sniffText(head: Uint8Array, characters: string): Sniffed {
	const isControl = (byte: number) => byte < 0x20 && !/\s/.test(String.fromCharCode(byte));
	if (head.length === 0 || head.some(isControl)) return undefined;
	try {
		// `stream`: the last character may be cut.
		new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
	} catch {
		return undefined;
	}
	const isJson = /^(\xef\xbb\xbf)?\s*(\{\s*["}]|\[\s*["{[\]\d])/.test(characters);
	return isJson
		? { mimeType: 'application/json', extension: 'json' }
		: { mimeType: 'text/plain', extension: 'txt' };
}
