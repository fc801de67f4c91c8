import type { Known } from '../compat/known';
import { checkPage, toPage, type JestResults, type VersionResults } from '../compat/page';

type Test = [feature: string, title: string, status: string];

const known: Known = { feature: 'Files', version: '1.', shownBy: 'are sent', cell: 'in pieces' };

function on(version: string, ...tests: Test[]): VersionResults {
	const assertionResults = tests.map(([feature, title, status]) => ({
		ancestorTitles: ['features', feature],
		title,
		status,
	}));
	const results: JestResults = {
		testResults: [{ name: 'noxus.test.ts', status: 'passed', message: '', assertionResults }],
	};
	return { version, nodeVersion: '22.1.0', results };
}

const old = (status: string) =>
	on('1.123.4', ['Load', 'loads', 'passed'], ['Files', 'are sent', status]);
const recent = on('2.41.1', ['Load', 'loads', 'passed'], ['Files', 'are sent', 'passed']);

const pageOf = (versions: VersionResults[], of: Known[]) => toPage(versions, of, 'n8n-nodes-noxus');

describe('docs/compatibility.md', () => {
	test('has a row for each feature and a column for each n8n, with what is known of it', () => {
		const { text, faults } = pageOf([old('passed'), recent], [known]);
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
		expect(pageOf([old('failed'), recent], []).faults).toEqual([fault]);
		expect(pageOf([old('pending'), recent], [known]).faults).toEqual([fault]);
	});

	test.each([
		['passed', 'failed'],
		['failed', 'passed'],
	])('of two tests with one title, both must pass: %s, %s', (...statuses) => {
		const tests = statuses.map((status): Test => ['Files', 'are sent', status]);
		expect(pageOf([on('2.41.1', ...tests)], []).faults).toEqual([
			'n8n 2.41.1: "are sent" of "Files" does not pass.',
		]);
	});

	test('what is known to be missing is none, and is one where it passes', () => {
		const missing = { ...known, isMissing: true };
		expect(pageOf([old('failed'), recent], [missing]).faults).toEqual([]);
		expect(pageOf([old('passed'), recent], [missing]).faults).toEqual([
			'n8n 1.123.4: "are sent" of "Files" passes, against what is known of it.',
		]);
	});

	test('what is known must have been shown by a test', () => {
		expect(pageOf([recent], [{ ...known, version: '2.', shownBy: 'are gone' }]).faults).toEqual([
			'n8n 2.41.1: no test "are gone" of "Files" has run.',
		]);
	});

	test('an n8n without tests, or without one of the features, is a fault', () => {
		const load: Test = ['Load', 'loads', 'passed'];
		expect(pageOf([on('1.123.4', load), recent], []).faults).toEqual(['n8n 1.123.4: no "Files".']);
		expect(pageOf([on('1.123.4')], []).faults).toEqual(['n8n 1.123.4: no test has run.']);
	});

	describe('checked against one n8n', () => {
		const { text } = pageOf([old('passed'), recent], [known]);

		test('says what was seen, in the column of that n8n', () => {
			expect(checkPage(text, old('passed'), [known])).toEqual([]);
			expect(checkPage(text, recent, [known])).toEqual([]);
		});

		test('says otherwise than what is known now', () => {
			const where = 'n8n 1.123.4 (Node 22.1.0), "Files"';
			expect(checkPage(text, old('passed'), [])).toEqual([
				`${where}: the page says "in pieces", the tests say "yes".`,
			]);
		});

		test('has a feature too few, or one too many', () => {
			const load: Test = ['Load', 'loads', 'passed'];
			const where = 'n8n 2.41.1 (Node 22.1.0)';
			expect(checkPage(text, on('2.41.1', load, ['Lists', 'list', 'passed']), [])).toEqual([
				`${where}, "Lists": the page says nothing, the tests say "yes".`,
				`${where}, "Files": the page says "yes", the tests say nothing.`,
			]);
		});

		test('has no column for that n8n, or its Node', () => {
			expect(checkPage(text, { ...recent, nodeVersion: '24.0.0' }, [])).toEqual([
				'The page has no column "n8n 2.41.1 (Node 24.0.0)".',
			]);
		});

		test('a test that does not pass is a fault here, too', () => {
			expect(checkPage(text, old('failed'), [known])).toEqual([
				'n8n 1.123.4: "are sent" of "Files" does not pass.',
			]);
		});
	});
});
