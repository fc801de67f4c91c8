import { readFileHeaders, readFileName } from '../../common/http/fileHeaders';

describe('readFileName', () => {
	it.each([
		['attachment; filename=report.pdf', 'report.pdf'],
		['attachment; filename="a report; final.pdf"', 'a report; final.pdf'],
		['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
		["attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%E6%97%A5%E6%9C%AC.txt", 'Grüße 日本.txt'],
		['inline; filename="plain.txt"; filename*=utf-8\'de\'sch%C3%B6n.txt', 'schön.txt'],
		["attachment; filename*=ISO-8859-1''caf%E9.txt", 'café.txt'],
		['ATTACHMENT;FILENAME = x.csv', 'x.csv'],
		// Bytes of UTF-8, as HTTP clients give them, and such of Latin 1.
		['attachment; filename="GrÃ¼Ã\x9fe.txt"', 'Grüße.txt'],
		['attachment; filename="caf\xe9.txt"', 'café.txt'],
		// A parameter inside of a quoted name is none.
		['attachment; filename="a; filename=b.txt"', 'a; filename=b.txt'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="C:\\\\temp\\\\x.txt"', 'x.txt'],
		["attachment; filename*=UTF-8''%E0%A4%A; filename=spare.txt", 'spare.txt'],
		["attachment; filename*=UTF-16''x; filename=spare.txt", 'spare.txt'],
	])('reads %s', (header, name) => {
		expect(readFileName(header)).toBe(name);
	});

	it.each(['', 'attachment', 'attachment; filename=""', 'attachment; filename=".."'])(
		'finds no name in "%s"',
		(header) => {
			expect(readFileName(header)).toBeUndefined();
		},
	);
});

describe('readFileHeaders', () => {
	it('reads the type without its parameters, and the length', () => {
		const headers = { 'content-type': 'Text/Plain; charset=utf-8', 'content-length': '12' };
		expect(readFileHeaders(headers)).toMatchObject({ mimeType: 'text/plain', sizeBytes: 12 });
	});

	it('knows nothing where there is nothing', () => {
		expect(readFileHeaders({ 'content-length': 'many' })).toEqual({});
	});
});
