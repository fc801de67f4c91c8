import { BestRuns } from '../../nodes/Noxus/outputs/bestRuns';
import { selectRuns } from '../../nodes/Noxus/outputs/selectRuns';
import { unknownRun, type Run } from '../../nodes/Noxus/api/run';
import { MAX_PAGES, parseRunPage, readAllPages, type RunPage } from '../../nodes/Noxus/api/runList';

const runOf = (id: string, more: Partial<Run> = {}): Run => ({ ...unknownRun(id, 'w'), ...more });
const idsOf = (runs: Run[]) => runs.map(({ id }) => id).join('');

/** Runs named by one letter each. */
const runsOf = (ids: string) => [...ids].map((id) => runOf(id));

describe('parseRunPage', () => {
	const item = { id: 'a', workflow_id: 'w', status: 'completed' };

	it('reads the envelope', () => {
		const page = parseRunPage({ items: [item], total: 7, page: 2, size: 3, pages: 3 });
		expect(page).toEqual({ runs: [runOf('a', { status: 'completed' })], total: 7, pages: 3 });
	});

	it('reads a bare list', () => {
		expect(parseRunPage([item])).toEqual({ runs: [runOf('a', { status: 'completed' })] });
	});

	it('knows the workflow where the run does not tell it', () => {
		const page = parseRunPage([{ id: 'a', status: 'queued' }], 'asked');
		expect(page?.runs[0]?.workflowId).toBe('asked');
	});

	it('leaves out anything that is not a run', () => {
		expect(parseRunPage({ items: [null, {}, { id: 'a' }, 'a'] })).toEqual({ runs: [] });
	});

	it.each([undefined, null, 'a page', {}, { items: null }, { detail: 'x' }])(
		'is not thrown off by %j',
		(body) => {
			expect(parseRunPage(body)).toBeUndefined();
		},
	);
});

describe('readAllPages', () => {
	/** Serves pages one after another, whatever is asked for, and then the last one for good. */
	const read = async (...pages: RunPage[]) => {
		const asked: number[] = [];
		const list = await readAllPages(async (page) => {
			asked.push(page);
			return pages[Math.min(asked.length, pages.length) - 1] ?? { runs: [] };
		});
		return { ids: idsOf(list.runs), incomplete: list.incomplete, asked };
	};
	const page = (ids: string, total: number, pages: number) => ({ runs: runsOf(ids), total, pages });

	it('reads up to the last page', async () => {
		const found = await read(page('ab', 5, 3), page('cd', 5, 3), page('e', 5, 3));
		expect(found).toEqual({ ids: 'abcde', incomplete: undefined, asked: [1, 2, 3] });
	});

	it('takes an empty list for what it is', async () => {
		expect(await read(page('', 0, 0))).toEqual({ ids: '', incomplete: undefined, asked: [1] });
	});

	it('takes each run once when new ones push the others to the next page', async () => {
		const found = await read(page('ab', 4, 2), page('bc', 5, 3), page('d', 5, 3));
		expect(found).toEqual({ ids: 'abcd', incomplete: undefined, asked: [1, 2, 3] });
	});

	it('keeps the state of a run that was read last', async () => {
		const before = { runs: [runOf('a', { status: 'running' })], total: 1, pages: 2 };
		const after = { runs: [runOf('a', { status: 'completed' })], total: 1, pages: 2 };
		const pages = [before, after];
		const list = await readAllPages(async (n) => pages[n - 1] ?? after);
		expect(list.runs.map(({ status }) => status)).toEqual(['completed']);
	});

	it('reads again when runs slipped through between two pages', async () => {
		const found = await read(
			page('ab', 4, 2),
			page('ab', 4, 2),
			page('cd', 4, 2),
			page('ab', 4, 2),
		);
		expect(found).toEqual({ ids: 'abcd', incomplete: undefined, asked: [1, 2, 1, 2] });
	});

	it('is content when runs were deleted meanwhile', async () => {
		const found = await read(page('ab', 5, 3), page('d', 3, 2));
		expect(found).toEqual({ ids: 'abd', incomplete: undefined, asked: [1, 2] });
	});

	it('reports when runs are missing to the end', async () => {
		const { ids, incomplete, asked } = await read(page('ab', 3, 1));
		expect(ids).toBe('ab');
		expect(incomplete).toMatch(/^Only 2 of 3 runs .* the list changed repeatedly/);
		expect(asked).toEqual([1, 1, 1]);
	});

	it.each([
		['pages', ['ab', 'cd', '']],
		['everything, whatever page is asked for', ['abcd', 'abcd']],
	])('ends bare lists that give %s', async (_name, lists) => {
		const found = await read(...lists.map((ids) => ({ runs: runsOf(ids) })));
		expect(found).toMatchObject({ ids: 'abcd', incomplete: undefined });
		expect(found.asked).toHaveLength(lists.length);
	});

	it('does not read on for ever, and says so', async () => {
		const list = await readAllPages(async (page) => ({
			runs: [runOf(`run ${page}`)],
			total: 100_000,
			pages: 100_000,
		}));
		expect(list.runs).toHaveLength(MAX_PAGES);
		expect(list.incomplete).toBe(
			`Only ${MAX_PAGES} of 100000 runs of Noxus were read: the node reads no more at a time. The newest may be missing.`,
		);
	});
});

it('readAllPages stops when the time is up, and says so', async () => {
	let reads = 0;
	const readPage = async (page: number) => {
		reads++;
		return { runs: [runOf(`run ${page}`)], total: 10, pages: 10 };
	};
	const list = await readAllPages(readPage, { isTimeUp: () => reads >= 3 });
	expect(list.runs).toHaveLength(3);
	expect(list.incomplete).toMatch(/^Only 3 of 10 runs .* reading the list took too long\./);
	// The first page is read in any case.
	expect((await readAllPages(readPage, { isTimeUp: () => true })).runs).toHaveLength(1);
});

describe('BestRuns', () => {
	const created = (n: number) => new Date(Date.UTC(2025, 0, 1) + n * 1000).toISOString();
	const many = Array.from({ length: 20_000 }, (_, n) =>
		runOf(`run ${n}`, { createdAt: created(n), status: n % 2 === 0 ? 'completed' : 'failed' }),
	);

	it.each([
		['oldest first', many],
		['newest first', [...many].reverse()],
		['anyhow', many.map((_run, n) => many[(n * 7919) % many.length] as Run)],
	])('keeps the newest few in memory, and no others: %s', (_order, runs) => {
		const best = new BestRuns({ statuses: ['failed'] }, 50);
		let most = 0;
		for (const run of runs) {
			best.add(run);
			most = Math.max(most, best.keptCount);
		}
		expect(best.runs).toEqual(selectRuns(many, { statuses: ['failed'] }).slice(0, 50));
		expect(best.count).toBe(20_000);
		expect(most).toBeLessThanOrEqual(200);
	});

	it('keeps all without a limit', () => {
		const best = new BestRuns({ statuses: [] }, Infinity);
		for (const run of many) best.add(run);
		expect(best.runs).toHaveLength(20_000);
	});

	it('goes by the state of a run that was read last', () => {
		const best = new BestRuns({ statuses: ['failed'] }, 50);
		for (const status of ['failed', 'completed']) best.add(runOf('a', { status }));
		expect(best.runs).toEqual([]);
		expect(best.count).toBe(1);
	});
});

describe('selectRuns', () => {
	const at = (id: string, createdAt: string | null, status = 'completed') =>
		runOf(id, { createdAt, status });
	const all = { statuses: [] };
	const some = [
		at('b', '2025-01-15T11:00:00.000Z', 'failed'),
		at('a', '2025-01-15T10:00:00.000Z'),
		at('c', '2025-01-15T12:00:00.000Z', 'stopped'),
	];

	it.each([
		['oldest first', some],
		['newest first', [...some].reverse()],
		['anyhow', [some[2], some[0], some[1]] as Run[]],
	])('gives the newest first, also from a list with the %s', (_name, runs) => {
		expect(idsOf(selectRuns(runs, all))).toBe('cba');
	});

	it('has the same order for runs of the same moment', () => {
		const twins = [at('y', '2025-01-15T10:00:00.000Z'), at('x', '2025-01-15T10:00:00.000Z')];
		expect(idsOf(selectRuns(twins, all))).toBe(idsOf(selectRuns([...twins].reverse(), all)));
	});

	it('gives each run once, as it was read last', () => {
		const [old] = some as [Run];
		const selected = selectRuns([old, { ...old, status: 'completed' }], all);
		expect(selected.map(({ status }) => status)).toEqual(['completed']);
	});

	it.each([
		[{ statuses: ['failed'] }, 'b'],
		[{ statuses: ['completed', 'stopped'] }, 'ca'],
		[{ statuses: ['dreaming'] }, ''],
		[{ statuses: [], createdAfterMs: Date.parse('2025-01-15T11:00:00Z') }, 'cb'],
		[{ statuses: [], createdBeforeMs: Date.parse('2025-01-15T11:00:00Z') }, 'a'],
		[{ statuses: ['failed'], createdAfterMs: Date.parse('2025-01-15T11:30:00Z') }, ''],
	])('%j', (filters, expected) => {
		expect(idsOf(selectRuns(some, filters))).toBe(expected);
	});

	it('puts runs without a time last, and leaves them out where one is asked for', () => {
		const runs = [at('n', null), at('x', 'soon'), ...some];
		expect(idsOf(selectRuns(runs, all))).toBe('cbanx');
		expect(idsOf(selectRuns(runs, { statuses: [], createdAfterMs: 0 }))).toBe('cba');
		expect(idsOf(selectRuns(runs, { statuses: [], createdBeforeMs: Infinity }))).toBe('cba');
	});
});
