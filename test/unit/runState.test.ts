import { parseRunEvent } from '../../nodes/Noxus/api/runEvents';
import { endsWait, isEndingEvent, isFinal } from '../../nodes/Noxus/api/runState';

describe('the statuses of a run', () => {
	it.each([
		['queued', { final: false, over: false }],
		['running', { final: false, over: false }],
		['awaiting_human_feedback', { final: false, over: true }],
		['completed', { final: true, over: true }],
		['failed', { final: true, over: true }],
		['stopped', { final: true, over: true }],
		['archiving', { final: false, over: false }],
		['Completed', { final: false, over: false }],
		[undefined, { final: false, over: false }],
	])('%s', (status, expected) => {
		expect({ final: isFinal(status), over: endsWait(status) }).toEqual(expected);
	});
});

describe('parseRunEvent', () => {
	it('reads an entry of the event log', async () => {
		const json = '{"type":"content","data":{"id":"n1","content":"Hi"},"redisId":"1736937000123-0"}';
		expect(await parseRunEvent(json)).toEqual({
			type: 'content',
			data: { id: 'n1', content: 'Hi' },
			etag: '1736937000123-0',
		});
	});

	it('reads one without a place to continue from', async () => {
		const event = await parseRunEvent('{"type":"state","data":{"status":"running"}}');
		expect(event).toEqual({ type: 'state', data: { status: 'running' }, etag: undefined });
	});

	it.each(['', 'ping', '{"type":"con', 'null', '[]', '"done"', '{"type":"state"}'])(
		'is not thrown off by %j',
		async (json) => {
			expect(await parseRunEvent(json)).toBeUndefined();
		},
	);

	it.each(['null', '"running"', '7'])('needs data with fields, not %s', async (data) => {
		expect(await parseRunEvent(`{"type":"state","data":${data}}`)).toBeUndefined();
	});
});

describe('isEndingEvent', () => {
	it.each([
		['the run’s status in a content event', 'content', { workflow_status: 'completed' }, true],
		['the run’s status in a state event', 'state', { workflow_status: 'failed' }, true],
		['the status of a state event', 'state', { status: 'stopped' }, true],
		['a run that waits for a person', 'state', { status: 'awaiting_human_feedback' }, true],
		['a run that continues', 'state', { status: 'running', progress_details: {} }, false],
		['the status of one node', 'content', { id: 'n1', status: 'completed' }, false],
		[
			'one node in a run that continues',
			'content',
			{ id: 'n1', status: 'failed', workflow_status: 'running' },
			false,
		],
		['no status', 'content', { id: 'n1', content: 'completed' }, false],
	])('%s', (_name, type, data, expected) => {
		expect(isEndingEvent({ type, data })).toBe(expected);
	});
});
