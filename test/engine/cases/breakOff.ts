import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { runNode, startNode, type RunOptions } from '../support/engine';
import { callsTo, CREATE, EVENTS, STOP, stopFromOutside } from '../support/noxusCalls';
import { runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { slowBatch, times } from '../support/slowBatch';
import { settle, waitUntil } from '../support/waitUntil';

const used = useSimulator();

const UNKNOWN = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

const SYNC = /\/runs\/sync$/;
const statuses = () => used.simulator.runs.map(({ status }) => status);
const creates = () => callsTo(used.simulator, CREATE, 'POST');

/** Begins a batch and returns when all its runs are under way and followed. */
async function startFollowed(options: RunOptions, count: number) {
	const execution = await startNode(options);
	await waitUntil(() => callsTo(used.simulator, EVENTS).length === count);
	await waitUntil(() => statuses().every((status) => status === 'running'));
	return execution;
}

describe('On Error', () => {
	/** The second of six items fails at once while the first continues. */
	const withFailing = (options: object, more: Partial<RunOptions> = {}) => ({
		credentials: used.credentials,
		items: [60_000, 'bad', 1, 1, 1, 1].map((ms) => ({ json: { ms } })),
		parameters: runParameters('createAndWait', WORKFLOWS.slow, {
			inputMode: 'json',
			inputJson: '={{ { "Milliseconds": $json.ms } }}',
			options: { maxConcurrentRuns: 2, ...options },
		}),
		...more,
	});

	it.each([
		['is left alone', {}, 'running'],
		['is left alone', { onItemFailure: 'leaveRuns' }, 'running'],
		['is stopped', { onItemFailure: 'stopRuns' }, 'stopped'],
	])('stop: a run under way %s with %j, and no more begin', async (_case, options, other) => {
		const { status, error, items } = await runNode(withFailing(options));
		expect(status).toBe('error');
		expect(items).toEqual([]);
		expect(error?.message).toContain('Input Milliseconds must be a number');
		expect(error?.context.itemIndex).toBe(1);
		expect(statuses()).toEqual([other, 'failed']);
		expect(creates()).toHaveLength(2);
		for (const { id } of used.simulator.runs) expect(error?.description).toContain(id);
		await waitUntil(() => callsTo(used.simulator, EVENTS).every(({ endedAt }) => endedAt));
	});

	it('stop: a run that is being created at that moment is known and stopped', async () => {
		used.simulator.addFault({ path: CREATE.source, kind: 'delay', delayMs: 1_000, times: 1 });
		const { error } = await runNode(withFailing({ onItemFailure: 'stopRuns' }));
		expect(statuses().sort()).toEqual(['failed', 'stopped']);
		for (const { id } of used.simulator.runs) expect(error?.description).toContain(id);
	});

	it.each(['create', 'createAndWait', 'createSync'])(
		'stop: %s reports the run of another item where the failing one started none',
		async (operation) => {
			const workflow = `={{ $json.text === 'b' ? '${UNKNOWN}' : '${WORKFLOWS.echo}' }}`;
			const { error } = await runNode({
				credentials: used.credentials,
				items: [{ json: { text: 'a' } }, { json: { text: 'b' } }],
				parameters: runParameters(operation, workflow, {
					inputMode: 'json',
					inputJson: '={{ { "Text": $json.text } }}',
					options: { maxConcurrentRuns: 1 },
				}),
			});
			expect(error?.message).toMatch(/^Workflow .* was not found in this Noxus workspace \[404\]$/);
			expect(error?.description).toContain(
				`Runs started by this execution: ${used.simulator.runs[0]?.id}`,
			);
		},
	);

	describe('stop: a synchronous run that is under way when another item fails', () => {
		/** The second item fails while the first waits for its run. */
		const failBeside = async (endRun: (runId: string) => void | Promise<void>) => {
			const workflow = `={{ $json.ms ? '${WORKFLOWS.slow}' : '${UNKNOWN}' }}`;
			used.simulator.addFault({ path: SYNC.source, kind: 'hold' });
			const { result } = await startNode({
				credentials: used.credentials,
				items: [{ json: { ms: UNTIL_HURRIED_MS } }, { json: {} }],
				parameters: runParameters('createSync', workflow, {
					inputMode: 'json',
					inputJson: '={{ { "Milliseconds": $json.ms } }}',
				}),
			});
			await waitUntil(() => callsTo(used.simulator, SYNC, 'POST').length === 2);
			used.simulator.clearFaults();
			await waitUntil(() => statuses()[0] === 'running');
			const failed = () => callsTo(used.simulator, SYNC, 'POST').some((one) => one.endedAt);
			await waitUntil(failed);
			await settle();
			await endRun(used.simulator.runs[0]?.id as string);
			const { error } = await result;
			expect(error?.message).toMatch(/^Workflow .* was not found in this Noxus workspace \[404\]$/);
			const cut = callsTo(used.simulator, SYNC, 'POST').map((one) => one.closedByClient);
			expect(cut).toEqual([false, false]);
			return error;
		};

		it('is waited for and reported', async () => {
			const error = await failBeside((runId) => used.simulator.hurryRun(runId));
			expect(error?.description).toContain(
				`Runs started by this execution: ${used.simulator.runs[0]?.id}`,
			);
		});

		it('is counted where Noxus does not tell its ID', async () => {
			used.simulator.settings.syncFailMode = '500';
			const error = await failBeside(async (runId) => stopFromOutside(used.simulator, runId));
			expect(error?.description).toContain(
				'For 1 of the items, Noxus did not confirm whether it started a run',
			);
		});
	});

	it('continue: counts the requests that may have started a run', async () => {
		const path = CREATE.source;
		used.simulator.addFault({ method: 'POST', path, kind: 'resetAfterHandling', times: 2 });
		const batch = slowBatch(used.credentials, times(3, 1));
		const { items, hints } = await runNode({ ...batch, onError: 'continueRegularOutput' });
		expect(items.filter(({ json }) => json.error)).toHaveLength(2);
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^For 2 of the failed items, .* Check Run: Get Many/),
		]);
		expect(creates()).toHaveLength(3);
		expect(used.simulator.runs).toHaveLength(3);
	});

	it('continue: several items that fail are returned in their places', async () => {
		const { status, items } = await runNode({
			...slowBatch(used.credentials, []),
			onError: 'continueRegularOutput',
			items: [400, 'bad', 200, 'worse', 0, 'worst'].map((ms) => ({ json: { ms } })),
		});
		expect(status).toBe('success');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_item, item) => ({ item })),
		);
		expect(
			items.map(({ json }) => json.status ?? (json.error as { status: string }).status),
		).toEqual(['completed', 'failed', 'completed', 'failed', 'completed', 'failed']);
		expect(used.simulator.runs).toHaveLength(6);
	});
});

describe('Stop of the execution', () => {
	it.each([
		['are stopped', {}, 'stopped'],
		['are stopped', { stopRunOnCancel: true }, 'stopped'],
		['continue', { stopRunOnCancel: false }, 'running'],
	])('ends 50 waits at once; the runs %s with %j', async (_case, options, status) => {
		const maxConcurrentRuns = 100;
		const batch = slowBatch(used.credentials, times(50, 60_000), { maxConcurrentRuns, ...options });
		const execution = await startFollowed(batch, 50);
		await stopNow(execution);
		expect(statuses()).toEqual(times(50, status));
		expect(callsTo(used.simulator, STOP, 'POST')).toHaveLength(status === 'stopped' ? 50 : 0);
		await waitUntil(() => callsTo(used.simulator, EVENTS).every(({ endedAt }) => endedAt));
	});

	it('starts none of the items that wait for their turn', async () => {
		const execution = await startFollowed(slowBatch(used.credentials, times(30, 60_000)), 10);
		execution.cancel();
		await execution.result.catch(() => undefined);
		expect(statuses()).toEqual(times(10, 'stopped'));
		expect(creates()).toHaveLength(10);
	});

	it('stops also the runs that are being created at that moment', async () => {
		used.simulator.addFault({ path: CREATE.source, kind: 'delay', delayMs: 3_000 });
		const execution = await startNode(slowBatch(used.credentials, times(3, 60_000)));
		await waitUntil(() => creates().length === 3);
		expect(used.simulator.runs).toHaveLength(0);
		execution.cancel();
		await execution.result.catch(() => undefined);
		expect(statuses()).toEqual(times(3, 'stopped'));
		expect(creates().map(({ closedByClient }) => closedByClient)).toEqual(times(3, false));
	});

	it('leaves the runs of Create alone', async () => {
		used.simulator.addFault({ path: CREATE.source, kind: 'delay', delayMs: 3_000, skip: 1 });
		const execution = await startNode({
			...slowBatch(used.credentials, times(3, 60_000)),
			parameters: runParameters('create', WORKFLOWS.slow, {
				inputMode: 'json',
				inputJson: '{"Milliseconds": 60000}',
				options: { maxConcurrentRuns: 1 },
			}),
		});
		await waitUntil(() => creates().length === 2);
		execution.cancel();
		await execution.result.catch(() => undefined);
		await waitUntil(() => used.simulator.runs.every(({ status }) => status === 'running'));
		expect(creates()).toHaveLength(2);
		expect(callsTo(used.simulator, STOP, 'POST')).toEqual([]);
	});
});
