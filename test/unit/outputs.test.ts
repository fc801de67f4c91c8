import { toRunItem } from '../../nodes/Noxus/outputs/runItem';
import { readSyncAnswer } from '../../nodes/Noxus/api/syncAnswer';
import { parseRun, unknownRun } from '../../nodes/Noxus/api/run';

const RUN_ID = '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917';
const WORKFLOW_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const UNKNOWN = unknownRun(RUN_ID, WORKFLOW_ID);

describe('toRunItem', () => {
	it('gives all that is known of a run, under the names of n8n', () => {
		const run = {
			...UNKNOWN,
			status: 'failed',
			output: { Answer: 'half' },
			errorMessage: 'Model timed out',
			progress: 60,
			createdAt: '2025-01-15T10:29:58.000Z',
			startedAt: '2025-01-15T10:30:00.000Z',
			finishedAt: '2025-01-15T10:30:07.250Z',
		};
		expect(toRunItem(run)).toEqual({
			runId: RUN_ID,
			workflowId: WORKFLOW_ID,
			status: 'failed',
			output: { Answer: 'half' },
			errorMessage: 'Model timed out',
			progress: 60,
			createdAt: '2025-01-15T10:29:58.000Z',
			startedAt: '2025-01-15T10:30:00.000Z',
			finishedAt: '2025-01-15T10:30:07.250Z',
			durationMs: 7250,
		});
	});

	it('has no field "error", which n8n takes for a failed node', () => {
		const run = { ...UNKNOWN, status: 'failed', errorMessage: 'Model timed out' };
		expect(toRunItem(run)).not.toHaveProperty('error');
	});

	it('has the same fields for a run of which little is known', () => {
		const known = parseRun({ id: RUN_ID, status: 'completed', output: {}, progress: 100 });
		expect(Object.keys(toRunItem(UNKNOWN))).toEqual(
			Object.keys(toRunItem({ ...UNKNOWN, ...known })),
		);
	});

	it.each([
		['from the start', '10:29:58', '10:30:00', '10:30:07', 7000],
		['from the creation where no start is given', '10:29:58', null, '10:30:07', 9000],
		['while it runs', '10:29:58', '10:30:00', null, null],
		['where no beginning is given', null, null, '10:30:07', null],
		['of a run without times', null, null, null, null],
	])('gives the duration %s', (_name, created, started, finished, expected) => {
		const at = (time: string | null) => time && `2025-01-15T${time}.000Z`;
		const times = { createdAt: at(created), startedAt: at(started), finishedAt: at(finished) };
		expect(toRunItem({ ...UNKNOWN, ...times }).durationMs).toBe(expected);
	});

	it('gives no duration for anything that is not a time', () => {
		const run = { ...UNKNOWN, startedAt: '2025-01-15T10:30:00.000Z', finishedAt: 'yesterday' };
		expect(toRunItem(run).durationMs).toBeNull();
	});
});

describe('readSyncAnswer', () => {
	it('knows a whole run by its status', () => {
		const body = { id: RUN_ID, workflow_id: WORKFLOW_ID, status: 'failed', error: 'No credits' };
		const run = { ...UNKNOWN, status: 'failed', errorMessage: 'No credits' };
		expect(readSyncAnswer(body)).toEqual({ kind: 'run', run });
	});

	it.each([
		['an object', { Answer: 'Because.' }, { Answer: 'Because.' }],
		['text', 'Because.', 'Because.'],
		['empty text', '', ''],
		['null', null, null],
		['undefined', undefined, null],
	])('knows an id with the output, here %s', (_name, output, expected) => {
		const answer = readSyncAnswer({ id: RUN_ID, output });
		expect(answer).toEqual({ kind: 'idAndOutput', runId: RUN_ID, output: expected });
	});

	it.each([
		['labels', { Answer: 'Because.', Score: 7 }],
		['text', 'Because.'],
		['a list', [{ id: RUN_ID, output: {} }]],
		['an output labelled "id"', { id: 'INV-2041', output: 'paid' }],
		['outputs labelled "id" and "status"', { id: 'INV-2041', status: 'paid' }],
		['an output labelled "id" that is a uuid', { id: RUN_ID, Total: 7 }],
		['outputs with a uuid among them', { id: RUN_ID, output: 'paid', Total: 7 }],
		['a uuid with more around it', { id: `x${RUN_ID}`, output: 'paid' }],
		['a number as id', { id: 2041, output: 'paid' }],
	])('takes everything else for the output alone: %s', (_name, body) => {
		expect(readSyncAnswer(body)).toEqual({ kind: 'output', output: body });
	});

	it('takes an empty answer for no output', () => {
		expect(readSyncAnswer(undefined)).toEqual({ kind: 'output', output: null });
	});
});
