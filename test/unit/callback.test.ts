import { CALLBACK_STATUSES, parseCallback } from '../../nodes/Noxus/trigger/callback';

/** As the API page "Create Run" shows it. */
const CALLBACK = {
	run_id: '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917',
	workflow_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
	status: 'completed',
	outputs: { Answer: { text: 'Because.' } },
	error: null,
	started_at: '2025-01-15T10:30:00.000000',
	completed_at: '2025-01-15T10:30:07.250000',
	duration_ms: 7250,
};

const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

describe('parseCallback', () => {
	it('takes outputs as deep as anyone has them', () => {
		expect(parseCallback({ ...CALLBACK, outputs: deep(100) })?.output).toEqual(deep(100));
	});

	it('reads a callback; its times are UTC', () => {
		expect(parseCallback(CALLBACK)).toEqual({
			id: CALLBACK.run_id,
			workflowId: CALLBACK.workflow_id,
			status: 'completed',
			output: { Answer: { text: 'Because.' } },
			errorMessage: null,
			progress: null,
			createdAt: null,
			startedAt: '2025-01-15T10:30:00.000Z',
			finishedAt: '2025-01-15T10:30:07.250Z',
			groupId: null,
		});
	});

	it.each(CALLBACK_STATUSES)('takes the status %s', (status) => {
		expect(parseCallback({ ...CALLBACK, status })?.status).toBe(status);
	});

	it.each([
		['text', 'Model timed out', 'Model timed out'],
		['an object', { message: 'Model timed out', code: 7 }, 'Model timed out'],
		['nothing', '', null],
		['not there', undefined, null],
	])('reads the error of a failed run: %s', (_name, error, expected) => {
		expect(parseCallback({ ...CALLBACK, status: 'failed', error })?.errorMessage).toBe(expected);
	});

	it('is content with the ids and the status', () => {
		const { run_id, workflow_id, status } = CALLBACK;
		expect(parseCallback({ run_id, workflow_id, status })).toMatchObject({
			output: null,
			startedAt: null,
			finishedAt: null,
		});
	});

	it.each([
		['nothing', undefined],
		['text', 'hello'],
		['a list', [CALLBACK]],
		['an empty object', {}],
		['no run id', { ...CALLBACK, run_id: undefined }],
		['no workflow id', { ...CALLBACK, workflow_id: undefined }],
		['a number as id', { ...CALLBACK, run_id: 7 }],
		['an empty id', { ...CALLBACK, run_id: '' }],
		['an id that is a path', { ...CALLBACK, run_id: '../../admin/me' }],
		['a workflow id that is a path', { ...CALLBACK, workflow_id: '..' }],
		['an id without end', { ...CALLBACK, run_id: 'a'.repeat(101) }],
		['no status', { ...CALLBACK, status: undefined }],
		['a run that continues', { ...CALLBACK, status: 'running' }],
		['a run that waits for a person', { ...CALLBACK, status: 'awaiting_human_feedback' }],
		['a status that only looks like one', { ...CALLBACK, status: ['completed'] }],
		['outputs that are 10,000 levels deep', { ...CALLBACK, outputs: deep(10_000) }],
		['an error that is 10,000 levels deep', { ...CALLBACK, error: deep(10_000) }],
		['its fields under __proto__', JSON.parse(`{"__proto__": ${JSON.stringify(CALLBACK)}}`)],
	])('takes nothing else for a callback: %s', (_name, body) => {
		expect(parseCallback(body)).toBeUndefined();
	});
});
