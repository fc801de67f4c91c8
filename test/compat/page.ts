/** Makes a page on compatibility from the results of Jest, or checks it. Pure. */
import type { Known } from './known';

/** What is used here of Jest's `--json`. */
export interface JestResults {
	testResults: Array<{
		/** The path of the test file. */
		name: string;
		status: string;
		message: string;
		assertionResults: Array<{ ancestorTitles: string[]; title: string; status: string }>;
	}>;
}

/** One n8n and what the tests gave on it. */
export interface VersionResults {
	version: string;
	nodeVersion: string;
	results: JestResults;
}

type Tests = Map<string, boolean>;

/**
 * For each feature, in the order of the tests: which of them have passed, by their names. Where
 * several have one name, all of them must have.
 */
function testsByFeature({ testResults }: JestResults): Map<string, Tests> {
	const features = new Map<string, Tests>();
	for (const { ancestorTitles, title, status } of testResults.flatMap((f) => f.assertionResults)) {
		const feature = ancestorTitles[1] ?? title;
		const tests: Tests = features.get(feature) ?? new Map<string, boolean>();
		const hasPassed = status === 'passed' && tests.get(title) !== false;
		features.set(feature, tests.set(title, hasPassed));
	}
	return features;
}

/** The cells of one n8n; what is wrong is added to `faults`. */
function cellsOf(
	{ version, results }: VersionResults,
	known: Known[],
	faults: string[],
): Map<string, string> {
	const features = testsByFeature(results);
	const ofVersion = known.filter((entry) => version.startsWith(entry.version));
	for (const { feature, shownBy } of ofVersion) {
		if (features.get(feature)?.has(shownBy)) continue;
		faults.push(`n8n ${version}: no test "${shownBy}" of "${feature}" has run.`);
	}
	const cells = new Map<string, string>();
	for (const [feature, tests] of features) {
		const entries = ofVersion.filter((entry) => entry.feature === feature);
		for (const [test, hasPassed] of tests) {
			const isMissing = entries.some((entry) => entry.isMissing && entry.shownBy === test);
			if (hasPassed !== isMissing) continue;
			const what = hasPassed ? 'passes, against what is known of it' : 'does not pass';
			faults.push(`n8n ${version}: "${test}" of "${feature}" ${what}.`);
		}
		cells.set(feature, entries.map(({ cell }) => cell).join('; ') || 'yes');
	}
	if (cells.size === 0) faults.push(`n8n ${version}: no test has run.`);
	return cells;
}

function headOf({ version, nodeVersion }: VersionResults): string {
	return `n8n ${version} (Node ${nodeVersion})`;
}

const introductionOf = (packageName: string) => `# Features by n8n version

Which features of ${packageName} work in which version of n8n. Written by \`npm run test:compat\`, which runs the same tests on each n8n with the same package. Do not change it by hand.

"yes" means that all tests of the feature passed. n8n versions between the oldest and the newest one are not tested one by one: the node checks what an n8n can do, not its version.
`;

/**
 * The page, and why it cannot be trusted: tests that failed without being known to, and the other way
 * round. Rows that one n8n lacks count as such, too.
 */
export function toPage(
	versions: VersionResults[],
	known: Known[],
	packageName: string,
): { text: string; faults: string[] } {
	const faults: string[] = [];
	const columns = versions.map((one) => cellsOf(one, known, faults));
	const features = [...new Set(columns.flatMap((cells) => [...cells.keys()]))];
	const rows = features.map((feature) => {
		const cells = columns.map((column, index) => {
			const cell = column.get(feature);
			if (cell === undefined) faults.push(`n8n ${versions[index]?.version}: no "${feature}".`);
			return cell ?? '';
		});
		return `| ${[feature, ...cells].join(' | ')} |`;
	});
	const heads = versions.map(headOf);
	const table = [
		`| feature | ${heads.join(' | ')} |`,
		`|---|${'---|'.repeat(heads.length)}`,
		...rows,
	];
	return { text: `${introductionOf(packageName)}\n${table.join('\n')}\n`, faults };
}

/** Where the page says otherwise than the tests on one n8n, which has a column in it, and their faults. */
export function checkPage(page: string, one: VersionResults, known: Known[]): string[] {
	const faults: string[] = [];
	const seen = cellsOf(one, known, faults);
	const head = headOf(one);
	const said = columnIn(page, head);
	if (said === undefined) return [...faults, `The page has no column "${head}".`];
	for (const feature of new Set([...seen.keys(), ...said.keys()])) {
		const [cell, cellOnPage] = [seen.get(feature), said.get(feature)];
		if (cell === cellOnPage) continue;
		const where = `${head}, "${feature}"`;
		faults.push(`${where}: the page says ${quoted(cellOnPage)}, the tests say ${quoted(cell)}.`);
	}
	return faults;
}

/** The cells of a column of the page, by their features. */
function columnIn(page: string, head: string): Map<string, string> | undefined {
	const lines = page.split('\n').filter((line) => line.startsWith('| '));
	const [heads, ...rows] = lines.map((line) => line.slice(2, -2).split(' | '));
	const place = heads?.indexOf(head) ?? -1;
	if (place < 1) return undefined;
	return new Map(rows.map((cells) => [cells[0] ?? '', cells[place] ?? '']));
}

function quoted(text: string | undefined): string {
	return text === undefined ? 'nothing' : `"${text}"`;
}
