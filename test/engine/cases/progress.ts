import type { INodeParameters } from 'n8n-workflow';

import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { runNode, startNode, type RunOptions } from '../support/engine';
import { callsTo, ONE_WORKFLOW } from '../support/noxusCalls';
import { ParkedNode } from '../support/parkedNode';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { times } from '../support/slowBatch';
import { stopNow } from '../support/stopNow';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

const createAndWait = (
	workflowId: string,
	input: object,
	options: INodeParameters = {},
	more: Partial<RunOptions> = {},
): RunOptions => ({
	credentials: used.credentials,
	parameters: runParameters('createAndWait', workflowId, { ...jsonInput(input), options }),
	...more,
});

describe('Show Progress', () => {
	const TEXT = 'Pieces of text, one by one.';
	const shown = async (options: INodeParameters) => {
		const more = { streaming: true };
		const { chunks, error } = await runNode(
			createAndWait(WORKFLOWS.streamText, { Text: TEXT }, options, more),
		);
		expect(error).toBeUndefined();
		return chunks.filter(({ type }) => type === 'item').map(({ content }) => content);
	};

	it('sends the steps that run until the text comes, in italics and set off from it', async () => {
		const pieces = await shown({ showProgress: true });
		expect(pieces[0]).toBe('*Worker …*\n\n');
		expect(pieces.slice(1).join('')).toBe(TEXT);
	});

	it('is off by default', async () => {
		expect((await shown({})).join('')).toBe(TEXT);
	});

	it('reads the names by one request if the inputs are not checked', async () => {
		const pieces = await shown({ showProgress: true, checkInputs: false });
		expect(pieces[0]).toBe('*Worker …*\n\n');
		expect(callsTo(used.simulator, ONE_WORKFLOW)).toHaveLength(1);
	});

	it('shows nothing if the names cannot be read', async () => {
		used.simulator.addFault({ path: ONE_WORKFLOW.source, kind: 'status', statusCode: 500 });
		expect((await shown({ showProgress: true })).join('')).toBe(TEXT);
	});

	it('changes nothing for callers that do not read along', async () => {
		const input = { Text: TEXT };
		const options = { showProgress: true, checkInputs: false };
		const { items } = await runNode(createAndWait(WORKFLOWS.streamText, input, options));
		expect(items[0]?.json).toMatchObject({ output: { Answer: TEXT } });
		expect(callsTo(used.simulator, ONE_WORKFLOW)).toHaveLength(0);
	});

	it('sets the text of a retry off from the text of the run that failed', async () => {
		used.simulator.settings.failFirst = 1;
		const pieces = await shown({ retryFailedRuns: 1 });
		expect(pieces.join('')).toBe(`${TEXT}\n\n${TEXT}`);
	});
});

describe('the lines in the console of the editor', () => {
	const slow = (count: number, options: INodeParameters = {}) =>
		createAndWait(WORKFLOWS.slow, { Milliseconds: 30_000 }, options, {
			manual: true,
			items: times(count, { json: {} }),
		});

	it('name the run, its status, how much is done, and the step', async () => {
		used.simulator.settings.queueMs = 3_000;
		const { consoleLines } = await runNode(slow(1));
		const id = used.simulator.runs[0]?.id;
		expect(consoleLines.length).toBeGreaterThan(1);
		expect(consoleLines[0]).toContain(`Run ${id}: queued`);
		expect(consoleLines.join('\n')).toMatch(/running, \d+ %/);
	});

	it('come also with polling', async () => {
		const { consoleLines } = await runNode(slow(1, { follow: 'poll' }));
		expect(consoleLines[0]).toMatch(/^Run \S+: running, \d+ %$/);
	});

	it('are few, however many items there are', async () => {
		const { consoleLines } = await runNode(slow(50, { maxConcurrentRuns: 5 }));
		// 10 rounds of 30 s, with several events of each run.
		expect(consoleLines.length).toBeGreaterThan(4);
		expect(consoleLines.length).toBeLessThan(25);
		expect(consoleLines.at(-1)).toMatch(/^[34]\d of 50 items are done\. Run /);
	});

	it('are not written for other executions', async () => {
		const { consoleLines } = await runNode({ ...slow(1), manual: false });
		expect(consoleLines).toEqual([]);
	});
});

describe('Max Wait from the last progress', () => {
	const PIECES = 'one two three four five six seven';
	/** Each piece of text takes 20 s, so the run takes more than a minute. */
	const slowly = (options: INodeParameters) =>
		createAndWait(
			WORKFLOWS.streamText,
			{ Text: PIECES, PieceMs: 20_000 },
			{
				maxWaitMinutes: 0.5,
				...options,
			},
		);

	it.each(['stream', 'poll'])('ends a wait from the start after that time (%s)', async (follow) => {
		const { items } = await runNode(slowly({ follow }));
		expect(items[0]?.json).toMatchObject({ waitTimedOut: true });
	});

	it('waits on while events come', async () => {
		const { items } = await runNode(slowly({ maxWaitFrom: 'progress' }));
		expect(items[0]?.json).toMatchObject({ status: 'completed', output: { Answer: PIECES } });
	});

	it('sends a reader each piece once over several limits', async () => {
		const options = { ...slowly({ maxWaitFrom: 'progress' }), streaming: true };
		const { chunks } = await runNode(options);
		const items = chunks.filter(({ type }) => type === 'item');
		expect(items.map(({ content }) => content).join('')).toBe(PIECES);
	});

	it('ends when nothing comes for that time', async () => {
		const startedAtMs = Date.now();
		const input = { Milliseconds: UNTIL_HURRIED_MS };
		const options = { maxWaitMinutes: 0.5, maxWaitFrom: 'progress' };
		const { items } = await runNode(createAndWait(WORKFLOWS.slow, input, options));
		expect(items[0]?.json).toMatchObject({ waitTimedOut: true });
		expect(Date.now() - startedAtMs).toBeLessThan(32_000);
	});

	it('counts, with polling, from a change of the status or the percentage', async () => {
		used.simulator.settings.queueMs = 25_000;
		const input = { Milliseconds: 20_000 };
		const options = { maxWaitMinutes: 0.6, follow: 'poll' };
		const from = async (maxWaitFrom: string) => {
			const given = createAndWait(WORKFLOWS.slow, input, { ...options, maxWaitFrom });
			return (await runNode(given)).items[0]?.json;
		};
		expect(await from('start')).toMatchObject({ waitTimedOut: true });
		expect(await from('progress')).toMatchObject({ status: 'completed' });
	});

	it('counts from the last progress before the pause while the execution is paused', async () => {
		const given = slowly({ maxWaitFrom: 'progress', maxWaitMinutes: 5 });
		Object.assign(given.parameters, { whenLong: 'freeWorker', inlineSeconds: 50 });
		const startedAtMs = Date.now();
		const parked = await new ParkedNode(given).start();
		expect(parked.status).toBe('waiting');
		// The second piece came after 40 s, and the third was not yet there.
		expect(parked.waitTillMs - startedAtMs).toBeGreaterThanOrEqual(340_000);
		expect(parked.waitTillMs - startedAtMs).toBeLessThan(342_000);
	});

	it('counts from each retry', async () => {
		Object.assign(used.simulator.settings, { failFirst: 2, runMs: 25_000 });
		const wait = async (maxWaitFrom: string) => {
			const options = { maxWaitMinutes: 0.6, retryFailedRuns: 2, maxWaitFrom };
			return (await runNode(createAndWait(WORKFLOWS.echo, { Text: maxWaitFrom }, options))).items;
		};
		expect((await wait('progress'))[0]?.json).toMatchObject({ status: 'completed' });
		expect((await wait('start'))[0]?.json).toMatchObject({ waitTimedOut: true });
	});

	it('stops as ever', async () => {
		const execution = await startNode(slowly({ maxWaitFrom: 'progress' }));
		await waitUntil(() => used.simulator.runs[0]?.status === 'running');
		await stopNow(execution);
	});
});
