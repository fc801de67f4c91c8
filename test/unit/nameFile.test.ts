import { nameFile } from '../../common/items/nameFile';
import { sniffType } from '../../common/items/sniff';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('sniffType', () => {
	it.each([
		['%PDF-1.7 ...', 'application/pdf'],
		['\x89PNG\r\n\x1a\n....', 'image/png'],
		['\xff\xd8\xff\xe0..JFIF', 'image/jpeg'],
		['GIF89a', 'image/gif'],
		['RIFF\x10\x00\x00\x00WEBPVP8 ', 'image/webp'],
		['RIFF\x10\x00\x00\x00WAVEfmt ', 'audio/wav'],
		['ID3\x04\x00', 'audio/mpeg'],
		['\xff\xfb\x90\x00', 'audio/mpeg'],
		['\x00\x00\x00\x20ftypisom', 'video/mp4'],
		['\x00\x00\x00\x20ftypM4A ', 'audio/mp4'],
		['PK\x03\x04...notes.txt', 'application/zip'],
		['PK\x03\x04..[Content_Types].xml..xl/workbook.xml', /spreadsheetml/],
		['PK\x03\x04..[Content_Types].xml..word/document.xml', /wordprocessingml/],
		['{"a": 1}', 'application/json'],
		['  [1, 2]', 'application/json'],
		['a,b\r\n1,2\r\n', 'text/plain'],
		['Gr\xc3\xbc\xc3\x9fe', 'text/plain'],
		// Cut within its last character.
		['Gr\xc3\xbc\xc3', 'text/plain'],
		['[see below] words', 'text/plain'],
	])('knows %j', (head, expected) => {
		const { mimeType } = sniffType(bytes(head)) ?? {};
		expect(mimeType).toEqual(
			typeof expected === 'string' ? expected : expect.stringMatching(expected),
		);
	});

	it.each(['', '\x00\x01\x02', 'text\x00', '\xfe\xed\xfa\xce', 'RIFF\x00\x00\x00\x00AVI '])(
		'does not know %j',
		(head) => {
			expect(sniffType(bytes(head))).toBeUndefined();
		},
	);
});

describe('nameFile', () => {
	const pdf = bytes('%PDF-1.7');

	it('believes the output first, then the headers, then the bytes', () => {
		const output = { fileName: 'a.txt', mimeType: 'text/csv' };
		const headers = { fileName: 'b.png', mimeType: 'image/png' };
		expect(nameFile(output, headers, pdf)).toEqual({ fileName: 'a.txt', mimeType: 'text/csv' });
		expect(nameFile({}, headers, pdf)).toEqual({ fileName: 'b.png', mimeType: 'image/png' });
		expect(nameFile({}, {}, pdf)).toEqual({ fileName: 'file.pdf', mimeType: 'application/pdf' });
	});

	it.each(['application/octet-stream', 'binary/octet-stream', 'pdf'])(
		'asks on where the type is %s',
		(mimeType) => {
			expect(nameFile({ mimeType }, { mimeType }, pdf).mimeType).toBe('application/pdf');
		},
	);

	it('leaves kinds of text to the extension', () => {
		expect(nameFile({ fileName: 'x.csv' }, {}, bytes('a,b'))).toEqual({ fileName: 'x.csv' });
	});

	it('gives a file of which nothing is known a name and a type', () => {
		const unknown = { fileName: 'file', mimeType: 'application/octet-stream' };
		expect(nameFile({}, {}, bytes('\x00\x01'))).toEqual(unknown);
		expect(nameFile({}, {}, bytes(''))).toEqual(unknown);
	});
});
