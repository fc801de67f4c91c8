import { KEYS, startSimulator } from '../simulator/noxus';
import { exampleCredential, isFinished, packPackage, type N8nServer } from '../n8n-harness';
import { Cluster } from '../test/cluster/server/Cluster';
import { CLUSTER_WAYS, type ClusterWay } from './clusterWays';
import { SANDBOX_WHEN_NEEDED, SIMULATOR_SETTINGS } from './fixture';
import { sendApart } from './sender';
import type { SentPost } from './senderProcess';
import { quantile, seconds, table } from './statistics';

const WARM_UP = 10;
const EXECUTIONS = 100;
const AT_ONCE = 20;
const WORKER_COUNTS = [1, 2];
const LIMIT_MS = 2 * 60_000;

interface Rate {
	/** How many executions ended; others may wait for ever. */
	ended: number;
	perSecond: number;
	p50Ms: number;
	p99Ms: number;
}

/** Executions a second in queue mode: one webhook process, one and two workers, the sender apart. */
export async function cluster(): Promise<string> {
	const simulator = await startSimulator({ settings: SIMULATOR_SETTINGS });
	const started = await Cluster.start({
		packageTarballs: [(await packPackage()).path],
		workers: 0,
		webhooks: 1,
		env: SANDBOX_WHEN_NEEDED,
		content: {
			credentials: [exampleCredential(KEYS.a, simulator.url)],
			workflows: CLUSTER_WAYS.map(({ workflow }) => workflow(simulator.url)),
		},
	});
	try {
		const columns: Rate[][] = [];
		for (const count of WORKER_COUNTS) {
			while (started.workers.length < count) await started.addHelper('worker');
			columns.push(await measureAll(started.main));
		}
		return toTable(columns);
	} finally {
		await started.stop();
		await simulator.close();
	}
}

async function measureAll(main: N8nServer): Promise<Rate[]> {
	const rates: Rate[] = [];
	for (const [index, way] of CLUSTER_WAYS.entries()) {
		await measure(main, way, index, WARM_UP);
		rates.push(await measure(main, way, index, EXECUTIONS));
	}
	return rates;
}

async function measure(
	main: N8nServer,
	{ post, keyOf }: ClusterWay,
	index: number,
	count: number,
): Promise<Rate> {
	const { id: workflowId } = main.workflows[index] ?? { id: '' };
	const before = main.countFinished(workflowId);
	const posts = Array.from({ length: count }, () => post(main.webhookUrl));
	const sent = await sendApart({ posts, atOnce: AT_ONCE });
	// Reported by their number, so that one way that loses executions does not end the bench.
	await main.untilFinished(workflowId, before + count, LIMIT_MS).catch(() => {});
	const executions = main.executions({ workflowId }).filter(isFinished);
	const failed = executions.find(({ status }) => status !== 'success');
	if (failed !== undefined) throw new Error(`Execution ${failed.id} ended with ${failed.status}`);
	const endedAt = new Map(
		executions.map((execution) => [keyOf(execution), Date.parse(execution.stoppedAt ?? '')]),
	);
	return toRate(sent, endedAt);
}

/** From the sending of each post to the end of the execution that it has started. */
function toRate(sent: SentPost[], endedAt: Map<string | undefined, number>): Rate {
	const ended = sent.flatMap(({ key, sentAtMs }) => {
		const endedAtMs = endedAt.get(key);
		return endedAtMs === undefined ? [] : [{ endedAtMs, ms: endedAtMs - sentAtMs }];
	});
	const times = ended.map(({ ms }) => ms);
	const firstMs = Math.min(...sent.map(({ sentAtMs }) => sentAtMs));
	const lastMs = Math.max(...ended.map(({ endedAtMs }) => endedAtMs));
	return {
		ended: ended.length,
		perSecond: (ended.length / (lastMs - firstMs)) * 1000,
		p50Ms: quantile(times, 0.5),
		p99Ms: quantile(times, 0.99),
	};
}

function toTable(columns: Rate[][]): string {
	const heads = WORKER_COUNTS.flatMap((count) => [
		`${count} worker${count > 1 ? 's' : ''}: executions/s`,
		'p50 s',
		'p99 s',
	]);
	const rows = CLUSTER_WAYS.map(({ group, name }, i) => [
		`${group}: ${name}`,
		...columns.flatMap((rates) => cellsOf(rates[i])),
	]);
	const head = `${EXECUTIONS} executions, ${AT_ONCE} posts at a time`;
	return table([[head, ...heads], ...rows]);
}

function cellsOf(rate: Rate | undefined): string[] {
	if (rate === undefined) return ['-', '-', '-'];
	const { ended, perSecond, p50Ms, p99Ms } = rate;
	const note = ended < EXECUTIONS ? ` (${ended} of ${EXECUTIONS} ended)` : '';
	return [perSecond.toFixed(1) + note, seconds(p50Ms), seconds(p99Ms)];
}
