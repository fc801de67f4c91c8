import type { Known } from '../compat/known';
import { toPage, type JestResults, type VersionResults } from '../compat/page';

type Test = [feature: string, title: string, status: string];

const known: Known = { feature: 'Files', version: '1.', shownBy: 'are sent', cell: 'in pieces' };

function on(version: string, ...tests: Test[]): VersionResults {
	const assertionResults = tests.map(([feature, title, status]) => ({
		ancestorTitles: ['features', feature],
		title,
		status,
	}));
	const results: JestResults = {
		testResults: [{ status: 'passed', message: '', assertionResults }],
	};
	return { version, nodeVersion: '22.1.0', results };
}

const old = (status: string) =>
	on('1.123.4', ['Load', 'loads', 'passed'], ['Files', 'are sent', status]);
const recent = on('2.41.1', ['Load', 'loads', 'passed'], ['Files', 'are sent', 'passed']);

describe('docs/compatibility.md', () => {
	test('has a row for each feature and a column for each n8n, with what is known of it', () => {
		const { text, faults } = toPage([old('passed'), recent], [known]);
		expect(faults).toEqual([]);
		expect(text.split('\n').filter((line) => line.startsWith('|'))).toEqual([
			'| feature | n8n 1.123.4 (Node 22.1.0) | n8n 2.41.1 (Node 22.1.0) |',
			'|---|---|---|',
			'| Load | yes | yes |',
			'| Files | in pieces | yes |',
		]);
	});

	test('a test that does not pass is a fault, also one that was not run', () => {
		const fault = 'n8n 1.123.4: "are sent" of "Files" does not pass.';
		expect(toPage([old('failed'), recent], []).faults).toEqual([fault]);
		expect(toPage([old('pending'), recent], [known]).faults).toEqual([fault]);
	});

	test('what is known to be missing is none, and is one where it passes', () => {
		const missing = { ...known, isMissing: true };
		expect(toPage([old('failed'), recent], [missing]).faults).toEqual([]);
		expect(toPage([old('passed'), recent], [missing]).faults).toEqual([
			'n8n 1.123.4: "are sent" of "Files" passes, against what is known of it.',
		]);
	});

	test('what is known must have been shown by a test', () => {
		expect(toPage([recent], [{ ...known, version: '2.', shownBy: 'are gone' }]).faults).toEqual([
			'n8n 2.41.1: no test "are gone" of "Files" has run.',
		]);
	});

	test('an n8n without tests, or without one of the features, is a fault', () => {
		const load: Test = ['Load', 'loads', 'passed'];
		expect(toPage([on('1.123.4', load), recent], []).faults).toEqual(['n8n 1.123.4: no "Files".']);
		expect(toPage([on('1.123.4')], []).faults).toEqual(['n8n 1.123.4: no test has run.']);
	});
});
