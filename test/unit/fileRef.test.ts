import { problemWithFileUri } from '../../nodes/Noxus/api/fileRef';

const FILE_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

describe('problemWithFileUri', () => {
	it('finds none with the uri of a stored file', () => {
		expect(problemWithFileUri(`spot://${FILE_ID}`)).toBeUndefined();
	});

	it.each([
		['nothing', ''],
		['the id alone', FILE_ID],
		['no id', 'spot://'],
		['a path', `spot://${FILE_ID}/report.pdf`],
		['space', `spot://${FILE_ID} `],
		['a web address', 'https://example.com/report.pdf'],
		['a uri inside another', `https://example.com/spot://${FILE_ID}`],
	])('accepts nothing else: %s', (_name, uri) => {
		expect(problemWithFileUri(uri)).toContain(`not "${uri.slice(0, 60)}`);
	});
});
