import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
	expectCell,
	FAULTS,
	OPERATIONS,
	performCell,
	type Cell,
} from '../engine/support/faultMatrix';
import { useSimulator } from '../engine/support/simulator';

// For a machine that is busy with other things.
jest.setTimeout(120_000);

const used = useSimulator();
const cells = new Map<string, Cell>();
const keyOf = (operation: string, fault: string) => JSON.stringify([operation, fault]);

describe.each(FAULTS)('$name', (fault) => {
	const fitting = OPERATIONS.filter(({ name }) => fault.except?.[name] === undefined);

	it.each(fitting)('$name', async (operation) => {
		const cell = await performCell(used, operation, fault);
		cells.set(keyOf(operation.name, fault.name), cell);
		expectCell(cell, operation, fault);
	});
});

afterAll(() => {
	if (process.env.WRITE_TABLES === 'true') write();
});

/** Wider tables cannot be read. */
const COLUMNS = 7;

function write(): void {
	const line = (texts: string[]) => `| ${texts.join(' | ')} |`;
	const tableOf = (names: string[]) => {
		const rows = FAULTS.map(({ name, except = {} }) =>
			line([name, ...names.map((one) => (one in except ? 'n/a' : show(one, name)))]),
		);
		return [line(['fault', ...names]), line(['---', ...names.map(() => '---')]), ...rows].join(
			'\n',
		);
	};
	const tables = OPERATIONS.flatMap((_one, at) =>
		at % COLUMNS === 0 ? [tableOf(OPERATIONS.slice(at, at + COLUMNS).map(({ name }) => name))] : [],
	);
	const notes = FAULTS.flatMap(({ name, except = {} }) =>
		Object.entries(except).map(([operation, why]) => `- ${operation}, ${name}: ${why}`),
	);
	const limits = OPERATIONS.map(({ name, limitMs }) => line([name, duration(limitMs)]));
	const text = `# Fault matrix

Every operation of the nodes while every call to Noxus has a fault, on the built nodes in n8n's engine. \`npm run test:faults\` writes this page; \`test/engine/support/faultMatrix.ts\` has the operations, the faults and what is expected of each cell.

A cell says what came (items, an error, or nothing) and after how long. **started** means that Noxus had started a run: one at most for each item, and never by an operation that starts none. In no cell is the API key, or the first half of it, in the output, the error, the hints or the stored execution.

${tables.join('\n\n')}

A gzip bomb ends at 32 MB at once, as [the pauses](hostile-answers.md) and test/n8n/cases/trickle.ts show. The simulated clock of this table does not see the threads that unpack it, and takes them for silence.

Not in the table:

${notes.join('\n')}

## Limits

No cell may take longer than this; [Time limits](../reference.md#time-limits) says where they come from.

| operation | at most |
|---|---|
${limits.join('\n')}
`;
	const folder = path.join(__dirname, '../../docs/internals');
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'fault-matrix.md'), text);
}

function show(operation: string, fault: string): string {
	const cell = cells.get(keyOf(operation, fault));
	if (cell === undefined) return 'failed';
	const started = cell.runs > 0 ? ', **started**' : '';
	return `${cell.outcome}, ${duration(cell.tookMs)}${started}`;
}

function duration(timeMs: number): string {
	const seconds = Math.round(timeMs / 1000);
	return seconds < 100 ? `${seconds} s` : `${(seconds / 60).toFixed(1)} min`;
}
