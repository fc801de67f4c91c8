import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SimulatedRun, UNTIL_HURRIED_MS, WORKFLOWS } from '../../../../simulator/noxus';
import type { Fixture } from '../../support/fixture';
import { hurryRuns } from '../../support/parked';
import { soon } from '../../support/schedule';
import { waitUntil } from '../../../../n8n-harness';
import { goodExecution, importExample, type Changes } from './importExample';

const ROWS = 500;
/** Rows whose number is none, so that no run is started for them. */
const BAD_ROWS = ['bad "one"', 'bad, two', 'bad three'];
const SIDE_BY_SIDE = 50;
// The next such second may be a minute away.
const TEST_LIMIT_MS = 300_000;
const EXECUTION_LIMIT_MS = 120_000;
/** Long enough for a run too many to be started. */
const SETTLE_MS = 1_000;

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function spreadsheet(): string {
	const good = Array.from({ length: ROWS }, (_, row) => `${quoted(`row ${row}, naïve`)},${row}`);
	const bad = BAD_ROWS.map((text) => `${quoted(text)},none`);
	return ['text,number', ...good.slice(0, 200), ...bad, ...good.slice(200)].join('\n');
}

/** The lines of a CSV file, each as its fields by the names in the first line. */
function readCsv(path: string): Array<Record<string, string>> {
	const fieldsOf = (line: string) =>
		[...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inQuotes, plain]) => {
			return inQuotes?.replaceAll('""', '"') ?? plain ?? '';
		});
	const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
	const [head = '', ...lines] = text.trim().split(/\r?\n/);
	const names = fieldsOf(head);
	return lines.map((line) => {
		return Object.fromEntries(fieldsOf(line).map((field, column) => [names[column] ?? '', field]));
	});
}

/** How many of these runs were under way at the same moment, at most. */
function widest(runs: SimulatedRun[]): number {
	const steps = runs.flatMap(({ createdAt, finishedAt }) => [
		{ atMs: createdAt.getTime(), change: 1 },
		{ atMs: finishedAt?.getTime() ?? Infinity, change: -1 },
	]);
	steps.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
	let now = 0;
	return Math.max(...steps.map(({ change }) => (now += change)));
}

/** Schedule Trigger, a CSV file, Noxus, a CSV file of results and one of errors. */
export function nightlyBatchCase(fixture: () => Fixture, folder: string): void {
	const inFolder = (name: string) => join(folder, name);

	test(
		'500 rows are 500 runs; rows that do not work are in a file of their own',
		async () => {
			const { n8n, simulator } = fixture();
			writeFileSync(inFolder('rows.csv'), spreadsheet());
			const paths: Changes = {
				'Read the file': { fileSelector: inFolder('rows.csv') },
				'Save the results': { fileName: inFolder('results.csv') },
				'Save the errors': { fileName: inFolder('errors.csv') },
			};
			const before = simulator.runs.length;
			const { runMs } = simulator.settings;
			simulator.settings.runMs = UNTIL_HURRIED_MS;
			const example = await importExample(fixture(), 'nightly-batch', paths, soon);
			const runsSoFar = () => simulator.runs.slice(before);
			const areThere = () => runsSoFar().length >= SIDE_BY_SIDE;
			await waitUntil(areThere, { what: 'fifty runs', limitMs: EXECUTION_LIMIT_MS });
			// The next such second must not start it once more.
			await n8n.unpublish(example.workflow);
			await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
			simulator.settings.runMs = runMs;
			await hurryRuns(fixture(), runsSoFar());
			await goodExecution(fixture(), example, EXECUTION_LIMIT_MS);

			const runs = runsSoFar();
			expect(runs).toHaveLength(ROWS);
			expect(runs.every(({ workflowId }) => workflowId === WORKFLOWS.echo)).toBe(true);
			expect(widest(runs)).toBe(SIDE_BY_SIDE);
			const results = readCsv(inFolder('results.csv'));
			const reported = results.map((row) => [row['output.Text'], row['output.Number'], row.status]);
			const wanted = Array.from({ length: ROWS }, (_, row) => [`row ${row}, naïve`, `${row}`]);
			expect(reported).toEqual(wanted.map((fields) => [...fields, 'completed']));
			const errors = readCsv(inFolder('errors.csv'));
			expect(errors.map(({ text }) => text)).toEqual(BAD_ROWS);
			for (const error of errors) expect(error['error.message']).toMatch(/Number/);
		},
		TEST_LIMIT_MS,
	);
}
