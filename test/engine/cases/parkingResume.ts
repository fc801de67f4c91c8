import { Expression, type IDataObject } from 'n8n-workflow';

import { READS_AT_ONCE } from '../../../common/wait/parkingProgress';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { startNode, type RunOptions } from '../support/engine';
import { hurryRuns } from '../support/followed';
import { runParameters } from '../support/parameters';
import { callBack, type CallbackAnswer } from '../support/parkedCallback';
import { useSimulator } from '../support/simulator';
import { times } from '../support/slowBatch';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

const freeWorker = (count: number): RunOptions => ({
	credentials: used.credentials,
	items: times(count, { json: {} }),
	parameters: runParameters('createAndWait', WORKFLOWS.slow, {
		inputMode: 'json',
		inputJson: JSON.stringify({ Milliseconds: UNTIL_HURRIED_MS }),
		whenLong: 'freeWorker',
		inlineSeconds: 0,
	}),
});

/** Pauses an execution for so many runs; its data as n8n would store it, and where callbacks go. */
async function pause(options: RunOptions, count: number) {
	const { status, stored } = await (await startNode(options)).result;
	expect(status).toBe('waiting');
	const { runs } = used.simulator;
	await waitUntil(() => runs.every(({ status: now }) => now === 'running'));
	expect(runs).toHaveLength(count);
	return { stored, url: runs[0]?.callbackUrl ?? '' };
}

async function endAll() {
	hurryRuns(used.simulator);
	await waitUntil(() => used.simulator.runs.every(({ finishedAt }) => finishedAt !== null));
}

/** The expressions that n8n is asked to evaluate while `work` runs. */
async function expressionsDuring<T>(
	work: () => Promise<T>,
): Promise<{ seen: string[]; result: T }> {
	const evaluate = jest.spyOn(Expression.prototype, 'resolveSimpleParameterValue');
	const result = await work();
	const values = evaluate.mock.calls.map(([value]) => value);
	evaluate.mockRestore();
	const seen = values.flatMap((value) =>
		typeof value === 'string' && value.startsWith('=') ? [value] : [],
	);
	return { seen, result };
}

const itemsOf = ({ result }: CallbackAnswer) => result.workflowData?.[0]?.map(({ json }) => json);
const completed = (count: number) =>
	times(count, expect.objectContaining({ status: 'completed' }) as IDataObject);

describe('an execution that is paused and resumed', () => {
	it('takes no expression of n8n, which would take a sandbox', async () => {
		const options = freeWorker(2);
		const paused = await expressionsDuring(async () => await pause(options, 2));
		expect(paused.seen).toEqual([]);
		const running = await expressionsDuring(async () => await callBack(options, paused.result));
		expect(running.seen).toEqual([]);
		expect(running.result).toMatchObject({ statusCode: 200, body: { resumed: false } });
		await endAll();
		const ended = await expressionsDuring(async () => await callBack(options, paused.result));
		expect(ended.seen).toEqual([]);
		expect(ended.result).toMatchObject({ statusCode: 200, body: { resumed: true } });
		expect(itemsOf(ended.result)).toEqual(completed(2));
	});

	it('is resumed by an expression if the context of this n8n does not have its data', async () => {
		const options = freeWorker(1);
		const paused = await pause(options, 1);
		await endAll();
		const old = { ...paused, withoutRunData: true };
		const { seen, result } = await expressionsDuring(async () => await callBack(options, old));
		expect(seen).toEqual([expect.stringContaining('parkedState')]);
		expect(itemsOf(result)).toEqual(completed(1));
	});

	it('follows the database and not what this process has seen before', async () => {
		const options = freeWorker(1);
		const first = await pause(options, 1);
		expect(await callBack(options, first)).toMatchObject({ statusCode: 200 });
		const later = JSON.parse(first.stored) as object;
		const inDatabase = JSON.stringify(later)
			.replaceAll(/"parkingId":"[^"]+"/g, '"parkingId":"of another process"')
			.replaceAll(String(used.simulator.runs[0]?.id), String(await anotherRun()));
		hurryRuns(used.simulator);
		await waitUntil(() => used.simulator.runs[0]?.finishedAt !== null);
		const answer = await callBack(options, { ...first, stored: inDatabase });
		expect(itemsOf(answer)).toEqual([
			expect.objectContaining({ runId: used.simulator.runs[1]?.id }),
		]);
	});

	it('is not touched by a callback to another node of the execution', async () => {
		const options = freeWorker(1);
		const paused = await pause(options, 1);
		await endAll();
		const url = new URL(paused.url);
		url.searchParams.set('node', 'another');
		const calls = used.simulator.calls.length;
		const answer = await callBack(options, { ...paused, url: url.href });
		expect(answer).toMatchObject({ statusCode: 404, body: { resumed: false } });
		expect(used.simulator.calls).toHaveLength(calls);
	});
});

describe('the API calls for paused runs that end at different moments', () => {
	const COUNT = 40;

	it('are two for each run, and few more', async () => {
		const options = freeWorker(COUNT);
		const paused = await pause(options, COUNT);
		const { runs, calls } = used.simulator;
		// Create, and one page of the list.
		expect(calls.filter(({ path }) => /\/runs/.test(path))).toHaveLength(COUNT + 1);
		const before = calls.length;
		const bodyOf = (run: (typeof runs)[number]) => ({ run_id: run.id, status: 'completed' });
		const half = runs.slice(0, COUNT / 2);
		for (const { id } of half) used.simulator.hurryRun(id);
		await waitUntil(() => half.every(({ finishedAt }) => finishedAt !== null));
		const early = await Promise.all(
			half.map(async (run) => await callBack(options, { ...paused, body: bodyOf(run) })),
		);
		expect(early.some(({ body }) => body.resumed === true)).toBe(false);
		await endAll();
		const late = await Promise.all(
			runs
				.slice(COUNT / 2)
				.map(async (run) => await callBack(options, { ...paused, body: bodyOf(run) })),
		);
		expect(late.flatMap((answer) => itemsOf(answer) ?? [])).toEqual(completed(COUNT));
		// One read for each run; the early checks have also read some that were in progress.
		expect(calls.length - before).toBeLessThanOrEqual(COUNT + READS_AT_ONCE);
	});
});

/** A second run, which another process has started. */
async function anotherRun(): Promise<string | undefined> {
	await (
		await startNode(freeWorker(1))
	).result;
	await waitUntil(() => used.simulator.runs.every(({ status }) => status === 'running'));
	return used.simulator.runs[1]?.id;
}
