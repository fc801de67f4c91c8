import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { sleep, type IWebhookFunctions } from 'n8n-workflow';

import { resumeParked } from '../../common/wait/resume';
import { progressOf } from '../../common/wait/parkingProgress';
import { noxusClient } from '../../nodes/Noxus/api/client';
import { parkedRuns } from '../../nodes/Noxus/wait/parkedRuns';
import { fakeContext, fakeHelpers, node } from './support/fakeContext';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: jest.fn(async () => await nextTurn()),
}));

const WORKFLOW_ID = 'e0000000-0000-4000-8000-000000000001';
let parkings = 0;

/** A text that Noxus has cut off. */
const truncated = (runId: string) => ({
	Text: { text: 'cut', has_preview: true, file: { id: `file-of-${runId}` } },
});

/** A parking of two runs, and a webhook context whose API answers with `statusOf`. */
function parking(
	statusOf: (runId: string) => string,
	fullText?: () => Promise<string>,
	name = 'Noxus',
) {
	const items = ['a', 'b'].map((runId, item) => {
		const output = {
			mode: 'raw',
			names: [],
			fetchFullText: fullText !== undefined,
			downloadFiles: false,
			isForTool: false,
		};
		return { ref: { runId, workflowId: WORKFLOW_ID, output }, pairedItem: { item } };
	});
	const deadlineAtMs = Date.now() + 3_600_000;
	const state = { parkingId: `parking ${(parkings += 1)}`, deadlineAtMs, items };
	const sent: Array<{ statusCode: number; body: unknown }> = [];
	const reads: string[] = [];
	const warn = jest.fn();
	let body: unknown;
	const response = {
		status: (statusCode: number) => ({
			json: (body: unknown) => sent.push({ statusCode, body }),
		}),
	};
	const helpers = fakeHelpers(async ({ url }) => {
		const id = url.split('/').pop() ?? '';
		if (url.includes('/v1/file/')) {
			const body = Readable.from([Buffer.from((await fullText?.()) ?? '')]);
			return { statusCode: 200, body };
		}
		reads.push(id);
		await nextTurn();
		const status = statusOf(id);
		if (status === 'gone') return { statusCode: 404, body: { detail: 'Not Found' } };
		if (status === 'page') return { statusCode: 404, body: Readable.from(['<html>']) };
		if (status === 'unreachable') {
			return { statusCode: 503, headers: { 'retry-after': '0' }, body: {} };
		}
		const run = { id, workflow_id: WORKFLOW_ID, status, output: truncated(id) };
		return { statusCode: 200, body: run };
	});
	const executeData = { node: { ...node, disabled: true }, metadata: {} };
	const evaluateExpression = jest.fn((_expression: string, _itemIndex: number): unknown => state);
	const context = fakeContext({
		getNode: () => ({ ...node, name }),
		getResponseObject: () => response,
		evaluateExpression,
		executeData,
		getBodyData: () => body,
		getQueryData: () => ({ node: node.id }),
		logger: { warn },
		helpers,
	}) as unknown as IWebhookFunctions;
	const call = async (sentBody?: unknown) => {
		body = sentBody;
		const result = await resumeParked(noxusClient(context), parkedRuns);
		return { ...sent.pop(), items: result.workflowData?.[0], result };
	};
	return { call, evaluateExpression, executeData, reads, sent, state, warn };
}

describe('resumeParked', () => {
	it('resumes with an item for each run, in order, when all have ended', async () => {
		const { call } = parking((id) => (id === 'a' ? 'stopped' : 'completed'));
		expect(await call()).toMatchObject({
			statusCode: 200,
			body: { received: true, resumed: true },
			items: [
				{ json: { runId: 'a', status: 'stopped' }, pairedItem: { item: 0 } },
				{ json: { runId: 'b', status: 'completed' }, pairedItem: { item: 1 } },
			],
		});
	});

	it.each([
		['failed', 'The Noxus run failed: Noxus returned no reason', 'failed'],
		['gone', 'Run b was not found in this Noxus workspace [404]', undefined],
	])('lets the node fail for a run that is %s', async (end, message, status) => {
		const { call, executeData } = parking((id) => (id === 'b' ? end : 'completed'));
		const { items } = await call();
		expect(items).toHaveLength(2);
		expect(executeData.node).not.toHaveProperty('disabled');
		expect(executeData.metadata).toMatchObject({
			resumeError: {
				message,
				description: expect.stringMatching(/Runs started by this execution: a, b\.$/) as string,
				context: { itemIndex: 1, runId: 'b', ...(status && { status }) },
			},
		});
	});

	it('lets no node fail whose runs have ended well', async () => {
		const { call, executeData } = parking(() => 'completed');
		await call();
		expect(executeData).toEqual({ node: { ...node, disabled: true }, metadata: {} });
	});

	it('does not wait for a run that Noxus does not know any more', async () => {
		const { call } = parking((id) => (id === 'a' ? 'gone' : 'completed'));
		const { items } = await call();
		expect(items).toMatchObject([
			{
				json: {
					error: { message: 'Run a was not found in this Noxus workspace [404]', runId: 'a' },
				},
			},
			{ json: { runId: 'b', status: 'completed' } },
		]);
	});

	it('reads the runs once for callbacks at the same moment', async () => {
		const { call, reads } = parking(() => 'completed');
		const calls = await Promise.all(Array.from({ length: 50 }, async () => await call()));
		expect(calls.filter(({ items }) => items !== undefined)).toHaveLength(1);
		// What was read to find their ends is the output, too.
		expect(reads.sort()).toEqual(['a', 'b']);
	});

	it('stays parked while a run continues, and reads no more than it must', async () => {
		const { call, reads } = parking(() => 'running');
		const { statusCode, body, result } = await call();
		expect({ statusCode, body }).toMatchObject({ statusCode: 200, body: { resumed: false } });
		expect(result).toEqual({ noWebhookResponse: true });
		expect(reads).toEqual(['a']);
	});

	it('resumes once, but lets a later callback try again if n8n did not continue', async () => {
		const { call } = parking(() => 'completed');
		const now = jest.spyOn(Date, 'now');
		const startMs = Date.now();
		now.mockReturnValue(startMs);
		expect((await call()).items).toHaveLength(2);
		expect(await call()).toMatchObject({ statusCode: 200, body: { resumed: false } });
		now.mockReturnValue(startMs + 61_000);
		expect((await call()).items).toHaveLength(2);
		now.mockRestore();
	});

	it('answers before the outputs are fetched, and does not resume again while they are', async () => {
		let release = (_text: string) => {};
		const text = new Promise<string>((resolve) => (release = resolve));
		const { call, sent } = parking(
			() => 'completed',
			async () => await text,
		);
		const now = jest.spyOn(Date, 'now');
		const startMs = Date.now();
		const first = call();
		while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
		expect(sent[0]).toMatchObject({ statusCode: 200, body: { resumed: true } });
		now.mockReturnValue(startMs + 61_000);
		expect(await call()).toMatchObject({ statusCode: 200, body: { resumed: false } });
		release('all of it');
		expect((await first).items).toMatchObject([
			{ json: { output: { Text: { text: 'all of it' } } } },
			{ json: { output: { Text: { text: 'all of it' } } } },
		]);
		// Nor for a while after: n8n may not have noted yet that the execution continues.
		expect(await call()).toMatchObject({ statusCode: 200, body: { resumed: false } });
		now.mockRestore();
	});

	it('answers 503 while Noxus is unreachable, and forgets nothing by it', async () => {
		let isUnreachable = true;
		const { call } = parking(() => (isUnreachable ? 'unreachable' : 'completed'));
		const refused = await call();
		expect(refused).toMatchObject({ statusCode: 503, body: { received: false } });
		expect(refused.result).toEqual({ noWebhookResponse: true });
		isUnreachable = false;
		expect((await call()).items).toHaveLength(2);
	});

	it('returns nothing after the time limit, when n8n has continued by itself', async () => {
		const { call, state } = parking(() => 'completed');
		state.deadlineAtMs = Date.now() - 1;
		expect(await call()).toMatchObject({
			statusCode: 200,
			body: { received: true },
			items: undefined,
		});
	});

	it.each([
		['No', '{{ $("\\u004e\\u006f").context["parkedState"] }}'],
		['"}', '{{ $("\\u0022\\u007d").context["parkedState"] }}'],
	])('reads the state of the node of any name: %s', async (name, expression) => {
		const { call, evaluateExpression } = parking(() => 'completed', undefined, name);
		await call();
		expect(evaluateExpression).toHaveBeenCalledWith(expression, 0);
	});

	it('answers 404 if nothing is parked, and never throws', async () => {
		const { call, evaluateExpression } = parking(() => 'completed');
		evaluateExpression.mockReturnValueOnce(undefined);
		expect(await call()).toMatchObject({ statusCode: 404, body: { received: false } });
		evaluateExpression.mockImplementationOnce(() => {
			throw new Error('no such node');
		});
		expect(await call()).toMatchObject({ statusCode: 503, body: { received: false } });
	});
});

describe('resumeParked, if the API is behind the callback', () => {
	const callbackOf = (runId: string, status = 'completed') => ({ run_id: runId, status });
	const slept = () => jest.mocked(sleep).mock.calls.map(([ms]) => ms);
	beforeEach(() => jest.mocked(sleep).mockClear());

	const behind = { statusCode: 503, body: { received: false, resumed: false } };

	/** Each run is shown as ended from its n-th read on. */
	const parkingThatShows = (showsAt: Record<string, number>) => {
		const count: Record<string, number> = {};
		return parking((id) => {
			count[id] = (count[id] ?? 0) + 1;
			return count[id] >= (showsAt[id] ?? 1) ? 'completed' : 'running';
		});
	};

	it('checks again a little later, and resumes', async () => {
		const { call, reads, warn } = parkingThatShows({ b: 4 });
		const { statusCode, items } = await call(callbackOf('b'));
		expect(statusCode).toBe(200);
		expect(items).toHaveLength(2);
		expect(slept()).toEqual([1_000, 2_000, 4_000]);
		expect(reads.sort()).toEqual(['a', 'b', 'b', 'b', 'b']);
		expect(warn).not.toHaveBeenCalled();
	});

	it('asks the sender to retry in the end, does not count the callback, and warns once', async () => {
		const { call, reads, state, warn } = parkingThatShows({ b: 9 });
		expect(await call(callbackOf('b'))).toMatchObject({
			...behind,
			result: { noWebhookResponse: true },
		});
		expect(await call(callbackOf('b', 'failed'))).toMatchObject(behind);
		expect(reads).toEqual(Array.from({ length: 8 }, () => 'b'));
		expect(progressOf(state.parkingId).callbackHandled).toBe(false);
		expect(warn).toHaveBeenCalledTimes(1);
		expect((await call(callbackOf('b'))).items).toHaveLength(2);
		expect(progressOf(state.parkingId).callbackHandled).toBe(true);
	});

	it('checks it, too, for a call that names no run, such as that of the node itself', async () => {
		const { call, reads } = parkingThatShows({ b: 9 });
		expect(await call(callbackOf('b'))).toMatchObject(behind);
		expect(await call({ source: 'n8n-nodes-noxus' })).toMatchObject(behind);
		expect(reads).toEqual(Array.from({ length: 8 }, () => 'b'));
		expect((await call({ source: 'n8n-nodes-noxus' })).items).toHaveLength(2);
	});

	it('has the node call by itself, even if another callback came before', async () => {
		const { call, state } = parkingThatShows({ b: 9 });
		expect(await call(callbackOf('a'))).toMatchObject({
			statusCode: 200,
			body: { resumed: false },
		});
		expect(progressOf(state.parkingId).callbackHandled).toBe(true);
		expect(await call(callbackOf('b'))).toMatchObject(behind);
		expect(progressOf(state.parkingId).callbackHandled).toBe(false);
	});

	it('does not wait for the runs that others will call back for', async () => {
		const { call, reads } = parkingThatShows({ a: Infinity });
		const { statusCode, items } = await call(callbackOf('b'));
		expect({ statusCode, items }).toEqual({ statusCode: 200, items: undefined });
		expect(slept()).toEqual([]);
		expect(reads).toEqual(['b', 'a']);
	});

	it.each([
		['a run that is not of this parking', callbackOf('c')],
		['a run that continues', callbackOf('b', 'running')],
		['a run that waits for a person', callbackOf('b', 'awaiting_human_feedback')],
		['no run', { run_id: { a: 1 }, status: ['completed'] }],
		['nothing', undefined],
		['a text', 'completed'],
	])('checks once for a body that names %s', async (_case, body) => {
		const { call, reads } = parkingThatShows({ a: Infinity, b: Infinity });
		expect(await call(body)).toMatchObject({ statusCode: 200, body: { resumed: false } });
		expect(reads).toEqual(['a']);
	});

	it('reads each run four times at most for 500 callbacks at once', async () => {
		const { call, reads } = parkingThatShows({ a: Infinity, b: Infinity });
		const bodies = Array.from({ length: 500 }, (_, i) => callbackOf(i % 2 === 0 ? 'a' : 'b'));
		const answers = await Promise.all(bodies.map(call));
		expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([503]));
		// All share the checks, of which there are four; a check that is under way is followed by one more.
		expect(reads.length).toBeLessThanOrEqual(2 * 4 * 2);
	});

	it('begins no other check when the first ones took long', async () => {
		const { call, reads } = parkingThatShows({ a: Infinity, b: Infinity });
		const startMs = Date.now();
		const now = jest.spyOn(Date, 'now').mockImplementation(() => startMs + reads.length * 16_000);
		expect(await call(callbackOf('b'))).toMatchObject(behind);
		expect(reads).toEqual(['b']);
		now.mockRestore();
	});
});
