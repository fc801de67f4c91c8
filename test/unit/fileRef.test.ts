import { problemWithFileUri, readGivenFile, readSpotUri } from '../../nodes/Noxus/api/fileRef';

const FILE_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

describe('problemWithFileUri', () => {
	it.each([`spot://${FILE_ID}`, `spot://${FILE_ID}/a/report.pdf`])('finds none with %s', (uri) => {
		expect(problemWithFileUri(uri)).toBeUndefined();
		expect(readSpotUri(uri)).toBe(FILE_ID);
	});

	it.each([
		['nothing', ''],
		['the id alone', FILE_ID],
		['no id', 'spot://'],
		['a path without an id', 'spot:///report.pdf'],
		['space', `spot://${FILE_ID} `],
		['a web address', 'https://example.com/report.pdf'],
		['a uri inside another', `https://example.com/spot://${FILE_ID}`],
	])('accepts nothing else: %s', (_name, uri) => {
		expect(problemWithFileUri(uri)).toContain(`not "${uri.slice(0, 60)}`);
	});
});

describe('readGivenFile', () => {
	it.each<[object, object]>([
		[{ uri: `spot://${FILE_ID}/a.pdf` }, { id: FILE_ID, isStored: true }],
		[{ uri: 'https://files.example/a.pdf', id: FILE_ID, name: 'a.pdf' }, { fileName: 'a.pdf' }],
		[{ id: FILE_ID, content_type: 'text/plain; charset=utf-8' }, { mimeType: 'text/plain' }],
	])('knows by %j whether Noxus surely stores the file', (value, expected) => {
		const ref = readGivenFile(value);
		expect(ref).toMatchObject({ id: FILE_ID, ...expected });
		expect(ref?.isStored).toBe('isStored' in expected ? true : undefined);
	});
});
