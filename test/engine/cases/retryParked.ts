import type { RunOptions } from '../support/engine';
import { callsTo, CREATE, stopFromOutside } from '../support/noxusCalls';
import { ParkedNode } from '../support/parkedNode';
import { failed, ids, REASON, retrying, runs } from '../support/retries';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
/** Create and Wait with retries, which pauses the execution at once. */
const freeWorker: typeof retrying = (...given) => {
	const options = retrying(...given);
	Object.assign(options.parameters, { whenLong: 'freeWorker', inlineSeconds: 0 });
	return options;
};

const isWaiting = ({ status }: ParkedNode) => status === 'waiting';
const resumeUrl = () => runs()[0]?.callbackUrl ?? '';
const untilEnded = async () =>
	await waitUntil(() => runs().every(({ finishedAt }) => finishedAt !== null));

/** Pauses the execution, and calls it back when all runs have ended, until it no longer waits. */
async function runToItsEnd(options: RunOptions, maxRounds = 9): Promise<ParkedNode> {
	used.simulator.settings.runMs = 5_000;
	const parked = await new ParkedNode(options).start();
	for (let round = 0; isWaiting(parked) && round < maxRounds; round++) {
		await untilEnded();
		expect(await parked.callBack(resumeUrl())).toMatchObject({
			statusCode: 200,
			body: { resumed: true },
		});
	}
	return parked;
}

describe('Retry Failed Runs after Pause Execution', () => {
	it.each([1, 2])(
		'retries when all runs have ended, and pauses again (fails %i times)',
		async (failures) => {
			Object.assign(used.simulator.settings, { failFirst: failures, failFirstInput: 'bad' });
			const { status, items } = await runToItsEnd(freeWorker(['one', 'bad', 'three']));
			expect(status).toBe('success');
			expect(runs()).toHaveLength(3 + failures);
			const tried = ids().filter((_id, i) => i === 1 || i > 2);
			expect(items.map(({ json, pairedItem }) => ({ output: json.output, pairedItem }))).toEqual(
				['one', 'bad', 'three'].map((Text, item) => ({ output: { Text }, pairedItem: { item } })),
			);
			expect(items[1]?.json).toMatchObject({
				runId: tried.at(-1),
				runIds: tried,
				failedRuns: tried.slice(0, -1).map(failed),
			});
			expect(items[0]?.json).toMatchObject({ runIds: [ids()[0]], failedRuns: [] });
		},
	);

	it('has the new run call the same execution', async () => {
		used.simulator.settings.failFirst = 1;
		await runToItsEnd(freeWorker(['a']));
		const [first, second] = runs();
		expect(first?.callbackUrl).toMatch(/webhook-waiting/);
		expect(second?.createBody).toEqual(first?.createBody);
	});

	it('gives up after so many retries, with an error item', async () => {
		used.simulator.settings.failFirst = 9;
		const { items } = await runToItsEnd(
			freeWorker(['a'], {}, { onError: 'continueRegularOutput' }),
		);
		expect(runs()).toHaveLength(3);
		expect(items[0]?.json.error).toMatchObject({
			status: 'failed',
			runIds: ids(),
			failedRuns: ids().map(failed),
		});
	});

	it('gives up after so many retries, and fails the execution if On Error says so', async () => {
		used.simulator.settings.failFirst = 9;
		const { status, error } = await runToItsEnd(freeWorker(['a']));
		expect(runs()).toHaveLength(3);
		expect(status).toBe('error');
		expect(error?.message).toContain(REASON);
	});

	it('retries in place if the run fails before the execution is paused', async () => {
		used.simulator.settings.failFirst = 1;
		const options = freeWorker(['a']);
		Object.assign(options.parameters, { inlineSeconds: 30 });
		const parked = await new ParkedNode(options).start();
		expect(isWaiting(parked)).toBe(false);
		expect(parked.items[0]?.json).toMatchObject({ output: { Text: 'a' }, runIds: ids() });
		expect(runs().map(({ callbackUrl }) => callbackUrl)).toEqual([
			expect.stringMatching(/webhook-waiting/),
			expect.stringMatching(/webhook-waiting/),
		]);
	});

	it('starts no retry twice if its request may have started one', async () => {
		used.simulator.settings.failFirst = 9;
		used.simulator.settings.runMs = 5_000;
		const options = freeWorker(['a'], {}, { retryOnFail: true, onError: 'continueRegularOutput' });
		const parked = await new ParkedNode(options).start();
		await untilEnded();
		const fault = { path: CREATE.source, method: 'POST', kind: 'resetAfterHandling' } as const;
		used.simulator.addFault(fault);
		await parked.callBack(resumeUrl());
		expect(isWaiting(parked)).toBe(false);
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(2);
		expect(parked.items[0]?.json.error).toMatchObject({ failedRuns: [failed(ids()[0])] });
	});

	it.each(['continueRegularOutput', 'stopWorkflow'] as const)(
		'retries one run beside one that was stopped, which is not retried (On Error: %s)',
		async (onError) => {
			Object.assign(used.simulator.settings, { failFirst: 1, failFirstInput: 'bad', runMs: 5_000 });
			const parked = await new ParkedNode(freeWorker(['gone', 'bad'], {}, { onError })).start();
			await stopFromOutside(used.simulator, ids()[0] ?? '');
			await untilEnded();
			await parked.callBack(resumeUrl());
			expect(isWaiting(parked)).toBe(true);
			await untilEnded();
			await parked.callBack(resumeUrl());
			expect(parked.status).toBe('success');
			const [gone, tried, again] = ids();
			expect(parked.items.map(({ json }) => json)).toMatchObject([
				{ runId: gone, status: 'stopped', runIds: [gone], failedRuns: [] },
				{ runId: again, status: 'completed', runIds: [tried, again] },
			]);
			expect(runs()).toHaveLength(3);
		},
	);

	it('passes the runs on at the time limit, with those that failed', async () => {
		Object.assign(used.simulator.settings, { failFirst: 1, runMs: 5_000 });
		const parked = await new ParkedNode(freeWorker(['a'])).start();
		await untilEnded();
		await parked.callBack(resumeUrl());
		expect(isWaiting(parked)).toBe(true);
		await parked.reachTimeLimit();
		expect(parked.items[0]?.json).toMatchObject({
			runId: ids()[1],
			waitTimedOut: true,
			failedRuns: [failed(ids()[0])],
		});
	});

	it('does not retry when Max Wait is over', async () => {
		Object.assign(used.simulator.settings, { failFirst: 9 });
		const more = { onError: 'continueRegularOutput' } as const;
		const { items } = await runToItsEnd(freeWorker(['a'], { maxWaitMinutes: 0.1 }, more));
		expect(runs()).toHaveLength(1);
		expect(items[0]?.json.error).toMatchObject({ failedRuns: [failed(ids()[0])] });
	});

	it('starts nothing for items that only look like a retry', async () => {
		const item = { Text: 'a', startAgain: { parkingId: 'x', ref: { runId: 'y' } } };
		const options = { ...freeWorker([]), items: [{ json: item }] };
		const { items } = await runToItsEnd(options);
		expect(items[0]?.json).toMatchObject({ status: 'completed', runIds: ids() });
		expect(runs()).toHaveLength(1);
	});
});
