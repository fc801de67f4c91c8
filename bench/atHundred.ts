import { setTimeout } from 'node:timers/promises';

import { watchPeakRss } from '../n8n-harness';
import { endOf } from './delay';
import { withBench, type Bench } from './fixture';
import { watchSockets } from './sockets';
import { megabytes, quantile, seconds, table } from './statistics';
import { noxusWorkflow, slowRun } from './workflows';

const AT_ONCE = 100;
const RUNS = 500;
const RUN_MS = 2_000;
const IDEAL_MS = (RUNS / AT_ONCE) * RUN_MS;
const ROUNDS = 3;
/** To start an execution takes n8n some 50 ms; the first run must not end before the last has begun. */
const START_EVERY_MS = 150;
const ALL_STARTED_MS = AT_ONCE * START_EVERY_MS + 3_000;
/** 20 a second: n8n alone takes some 20 ms to end an execution. */
const END_EVERY_MS = 50;
const LIMIT_MS = 2 * 60_000;

interface Cost {
	ms: number;
	peakGrowthBytes: number;
	sockets: number;
	calls: number;
	/** From the end of each run to the answer that brought the node its output. */
	delays: number[];
}

/** 500 runs of 2 s in one execution, 100 in parallel. */
async function inOneExecution({ n8n, simulator, post }: Bench): Promise<Cost> {
	simulator.reset();
	const idleBytes = n8n.rssBytes();
	const peakRss = watchPeakRss(n8n);
	const sockets = watchSockets(simulator.port);
	const ms = await post('one', { items: Array.from({ length: RUNS }, () => ({ ms: RUN_MS })) });
	const readAt = new Map(
		simulator.calls.map(({ path, endedAt }) => [path.split('/').pop() ?? '', Number(endedAt)]),
	);
	const delays = simulator.runs.map(({ id, finishedAt }) => {
		return (readAt.get(id) ?? Number.NaN) - Number(finishedAt);
	});
	const peakGrowthBytes = peakRss() - idleBytes;
	return { ms, peakGrowthBytes, sockets: sockets(), calls: simulator.calls.length, delays };
}

/** 100 executions of one run at the same time: from the end of each run to the end of its node. */
async function inHundredExecutions({ n8n, simulator, post }: Bench): Promise<number[]> {
	simulator.reset();
	const { id: workflowId } = n8n.workflow('each');
	const before = n8n.countFinished(workflowId);
	const startedAtMs = Date.now();
	const posts = Array.from({ length: AT_ONCE }, async (_, i) => {
		await setTimeout(i * START_EVERY_MS);
		const endsAtMs = startedAtMs + ALL_STARTED_MS + i * END_EVERY_MS;
		return await post('each', { items: [{ ms: endsAtMs - Date.now() }] });
	});
	await Promise.all(posts);
	const done = await n8n.finishedExecutions(workflowId, before + AT_ONCE, LIMIT_MS);
	const finishedAt = new Map(
		simulator.runs.map(({ id, finishedAt: at }) => [String(id), Number(at)]),
	);
	return done.slice(-AT_ONCE).map((execution) => {
		const item = execution.data?.resultData.runData.Noxus?.[0]?.data?.main?.[0]?.[0];
		return endOf(execution, 'Noxus') - (finishedAt.get(String(item?.json.runId)) ?? Number.NaN);
	});
}

/** Time, memory, connections and API calls with 100 runs in progress at the same time. */
export async function atHundred(): Promise<string> {
	const options = { maxConcurrentRuns: AT_ONCE };
	return await withBench(
		() => [noxusWorkflow('one', slowRun({ options })), noxusWorkflow('each', slowRun())],
		{},
		async (bench) => {
			await bench.post('one', { items: [{ ms: 1 }] });
			await bench.post('each', { items: [{ ms: 1 }] });
			const costs: Cost[] = [];
			while (costs.length < ROUNDS) costs.push(await inOneExecution(bench));
			const delays: number[] = [];
			for (let round = 0; round < ROUNDS; round++)
				delays.push(...(await inHundredExecutions(bench)));
			return `${costTable(costs)}\n\n${delayTable(costs, delays)}`;
		},
	);
}

function costTable(costs: Cost[]): string {
	const median = (valueOf: (cost: Cost) => number) => quantile(costs.map(valueOf), 0.5);
	const ms = median((cost) => cost.ms);
	return table([
		[
			`${RUNS} runs of 2 s, ${AT_ONCE} in parallel in one execution`,
			'ideal s',
			's',
			'ratio',
			'peak RSS over idle, MB',
			'sockets to Noxus',
			'API calls per run',
		],
		[
			'this node, event stream',
			seconds(IDEAL_MS),
			seconds(ms),
			(ms / IDEAL_MS).toFixed(2),
			megabytes(median(({ peakGrowthBytes }) => peakGrowthBytes)),
			median(({ sockets }) => sockets),
			(median(({ calls }) => calls) / RUNS).toFixed(2),
		],
	]);
}

function delayTable(costs: Cost[], executionDelays: number[]): string {
	const row = (name: string, delays: number[]) => [
		name,
		...[0.5, 0.95].map((share) => quantile(delays, share).toFixed(0)),
	];
	return table([
		[`from the end of a run, ${AT_ONCE} in progress at the same time`, 'median ms', 'p95 ms'],
		row(
			`${RUNS} runs in one execution, ${AT_ONCE} end at once: to the answer with the output`,
			costs.flatMap(({ delays }) => delays),
		),
		row(
			`${AT_ONCE} executions in progress, 20 runs end in a second: to the end of the node`,
			executionDelays,
		),
	]);
}
