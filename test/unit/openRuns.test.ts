import { StartedJobs } from '../../common/items/startedJobs';
import type { Run } from '../../nodes/Noxus/api/run';
import { unknownRun } from '../../nodes/Noxus/api/run';
import { runKind } from '../../nodes/Noxus/runKind';
import { OpenRuns } from '../../nodes/Noxus/wait/openRuns';
import { fakeClient, fakeHelpers, type FakeAnswer } from './support/fakeContext';

const WORKFLOW_ID = 'e0000000-0000-4000-8000-000000000001';
const PAGE_SIZE = 100;

const idsOf = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

interface Noxus {
	/** The IDs of all runs of the workflow, in the order of its list. */
	list: string[];
	statusOf?: (id: string) => string;
	answerList?: FakeAnswer;
}

/** Reads the open runs of a node execution; what was asked of Noxus for it, and what came back. */
async function readAll(ids: string[], { list, statusOf = () => 'running', answerList }: Noxus) {
	const pages: number[] = [];
	const reads: string[] = [];
	const toBody = (id: string) => ({ id, workflow_id: WORKFLOW_ID, status: statusOf(id) });
	const helpers = fakeHelpers(({ url, qs }) => {
		if (!url.endsWith('/runs')) {
			const id = url.split('/').pop() ?? '';
			reads.push(id);
			return { statusCode: 200, body: { ...toBody(id), output: { Text: id } } };
		}
		const page = Number(qs?.page);
		pages.push(page);
		const items = list.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(toBody);
		const body = { items, pages: Math.ceil(list.length / PAGE_SIZE), page, size: PAGE_SIZE };
		return answerList ?? { statusCode: 200, body };
	});
	const jobs = new StartedJobs<Run>(runKind);
	const runs = ids.map((id) => unknownRun(id, WORKFLOW_ID));
	for (const run of runs) jobs.add(run);
	const open = new OpenRuns(jobs);
	const client = fakeClient({ helpers });
	const limits = { deadlineAtMs: Date.now() + 60_000 };
	const read = await Promise.all(runs.map(async (run) => await open.read(client, run, limits)));
	expect(read.map(({ id }) => id)).toEqual(ids);
	return { pages, reads, statuses: new Set(read.map(({ status }) => status)), read };
}

describe('OpenRuns', () => {
	const ours = idsOf('ours', 250);
	const older = idsOf('older', 950);
	const newer = idsOf('newer', 30);

	it.each<[string, string[], number[]]>([
		['the newest first', [...newer, ...ours, ...older], [1, 2, 3]],
		['the oldest first', [...older, ...ours], [1, 12, 11, 10]],
		['only ours', ours, [1, 2, 3]],
	])('reads runs in progress by pages: %s', async (_case, list, expected) => {
		const { pages, reads, statuses } = await readAll(ours, { list });
		expect(pages).toEqual(expected);
		expect(reads).toEqual([]);
		expect(statuses).toEqual(new Set(['running']));
	});

	it.each<[string, Noxus, number]>([
		['that are in the middle of a long list', { list: [...older, ...ours, ...older] }, 2],
		['that the list does not have', { list: [] }, 1],
		['if there is no list', { list: [], answerList: { statusCode: 404, body: {} } }, 1],
		['if the list is none', { list: [], answerList: { statusCode: 200, body: 'soon' } }, 1],
	])('reads runs one by one %s', async (_case, noxus, pageCount) => {
		const { pages, reads } = await readAll(ours, noxus);
		expect(pages).toHaveLength(pageCount);
		expect(reads.sort()).toEqual([...ours].sort());
	});

	it('reads a run that has ended, because a list may not have all of its output', async () => {
		const statusOf = (id: string) => (id === 'ours-7' ? 'completed' : 'running');
		const { reads, read } = await readAll(ours, { list: ours, statusOf });
		expect(reads).toEqual(['ours-7']);
		expect(read[7]).toMatchObject({ status: 'completed', output: { Text: 'ours-7' } });
	});

	it('asks for no list for a few runs', async () => {
		const few = ours.slice(0, 9);
		const { pages, reads } = await readAll(few, { list: ours });
		expect({ pages, reads }).toEqual({ pages: [], reads: few });
	});

	it('ends after a number of pages that the runs can fill', async () => {
		// Each page has one of them.
		const list = ours.flatMap((id, i) => [id, ...idsOf(`other-${i}`, PAGE_SIZE - 1)]);
		const { pages, reads } = await readAll(ours, { list });
		expect(pages).toHaveLength(5);
		expect(reads).toHaveLength(245);
	});
});
