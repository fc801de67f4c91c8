import { parseRun, textOf, unknownRun } from '../../nodes/Noxus/api/run';

const RUN_ID = '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917';
const WORKFLOW_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

/** As the API page "Create Run" shows it. */
const COMPLETED = {
	id: RUN_ID,
	group_id: '0e8a5a3b-51f2-4a3c-8a0e-8f7b6a5d4c3b',
	workflow_id: WORKFLOW_ID,
	status: 'completed',
	created_at: '2025-01-15T10:29:58Z',
	finished_at: '2025-01-15T10:30:07.250000',
	progress: 100,
	input: { Question: 'Why?' },
	output: { Answer: { text: 'Because.' } },
	progress_details: { executed_nodes: ['n1'], run_logs: {} },
	workflow_version_id: null,
};
const FAILED = { ...COMPLETED, status: 'failed', output: null };

describe('parseRun', () => {
	it('reads a run', () => {
		expect(parseRun(COMPLETED)).toEqual({
			id: RUN_ID,
			workflowId: WORKFLOW_ID,
			status: 'completed',
			output: { Answer: { text: 'Because.' } },
			errorMessage: null,
			progress: 100,
			createdAt: '2025-01-15T10:29:58.000Z',
			startedAt: null,
			finishedAt: '2025-01-15T10:30:07.250Z',
			groupId: COMPLETED.group_id,
		});
	});

	it('reads a run of which little is known', () => {
		const run = parseRun({ id: RUN_ID, status: 'dreaming' });
		expect(run).toEqual({ ...unknownRun(RUN_ID, ''), status: 'dreaming' });
	});

	it.each([['plain text'], [['a', 'b']], [0], [false]])('takes any output: %j', (output) => {
		expect(parseRun({ ...COMPLETED, output })?.output).toEqual(output);
	});

	it.each([
		['a page of HTML', '<!doctype html><title>Noxus</title>'],
		['nothing', null],
		['a list', [COMPLETED]],
		['no id', { ...COMPLETED, id: undefined }],
		['a number as id', { ...COMPLETED, id: 7 }],
		['an empty id', { ...COMPLETED, id: '' }],
		['no status', { id: RUN_ID, output: {} }],
		['an empty status', { ...COMPLETED, status: '' }],
	])('takes nothing else for a run: %s', (_name, body) => {
		expect(parseRun(body)).toBeUndefined();
	});
});

describe('the reason of a failed run', () => {
	const logs = (run_logs: unknown) => ({ progress_details: { run_logs } });

	it.each([
		['error_message', { error_message: 'Model timed out' }, 'Model timed out'],
		['error', { error: 'Model timed out' }, 'Model timed out'],
		['error as an object', { error: { message: 'Model timed out' } }, 'Model timed out'],
		['an empty one is none', { error_message: ' ', error: 'No credits' }, 'No credits'],
		['before the logs', { error: 'No credits', ...logs({ n1: ['Error: x'] }) }, 'No credits'],
		['a line of the logs', logs({ n1: ['Started', 'ValueError: bad'] }), 'ValueError: bad'],
		['the error, not the last line', logs({ n1: ['Exception: bad', 'Done'] }), 'Exception: bad'],
		['the last error', logs({ n1: ['Error: a'], n2: ['Error: b'] }), 'Error: b'],
		[
			'by level',
			logs([
				{ level: 'ERROR', message: 'Model timed out' },
				{ level: 'info', message: 'Clean' },
			]),
			'Model timed out',
		],
		[
			'not an entry whose error is null',
			logs([
				{ level: 'error', message: 'Model timed out' },
				{ level: 'info', message: 'Clean', error: null },
			]),
			'Model timed out',
		],
		['an entry with error', logs([{ error: { detail: 'bad' } }, { message: 'Clean' }]), 'bad'],
		['the last line where none is an error', logs({ n1: ['Started', 'Halted'] }), 'Halted'],
		['nothing', logs({}), null],
		['no logs', {}, null],
	])('%s', (_name, fields, expected) => {
		expect(parseRun({ ...FAILED, ...fields })?.errorMessage).toBe(expected);
	});

	it('is not looked for in a run that did not fail', () => {
		const run = parseRun({ ...COMPLETED, error: 'a warning', ...logs(['Error: retried']) });
		expect(run?.errorMessage).toBeNull();
	});
});

describe('textOf', () => {
	it.each([
		['text', 'No credits', 'No credits'],
		['message', { message: 'No credits', code: 7 }, 'No credits'],
		['detail', { detail: 'No credits' }, 'No credits'],
		['one inside another', { error: { message: 'No credits' } }, 'No credits'],
		['another object', { code: 7 }, '{"code":7}'],
		['space', '  ', undefined],
		['null', null, undefined],
	])('%s', (_name, value, expected) => {
		expect(textOf(value)).toBe(expected);
	});
});
