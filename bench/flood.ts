import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';

import { callbackBody, signed } from '../test/n8n/support/storm';
import { endedRuns } from './callbackWays';
import { withBench, type Bench } from './fixture';
import { quantile, table } from './statistics';
import { noxusWorkflow, slowRun, triggerWorkflow } from './workflows';

const SECONDS = 30;
const FORGED_PER_SECOND = 200;
const GENUINE_PER_SECOND = 2;
const TICK_MS = 50;
const BESIDE_EVERY_MS = 3_000;
const BESIDE_RUN_MS = 1_000;
/** A sender of callbacks does not wait for longer. */
const ANSWER_LIMIT_MS = 30_000;
const NO_ANSWER = 0;

/** Noxus allows so many requests of a key; nobody documents how many really. */
const RATE_LIMIT = { requests: 60, windowMs: 10_000, retryAfter: 'seconds' } as const;

const agent = new Agent({ connections: 400, headersTimeout: 0, bodyTimeout: 0 });

interface Answer {
	statusCode: number;
	ms: number;
}

async function post(url: string, runId: string): Promise<Answer> {
	const startedAtMs = performance.now();
	const since = () => performance.now() - startedAtMs;
	try {
		const { statusCode, body } = await request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: callbackBody(runId),
			dispatcher: agent,
			signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
		});
		await body.dump();
		return { statusCode, ms: since() };
	} catch {
		return { statusCode: NO_ANSWER, ms: since() };
	}
}

/** Starts `count` pieces of work in even distances over the time of the flood, whatever becomes of them. */
async function spread<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
	const begun: Array<Promise<T>> = [];
	const startedAtMs = performance.now();
	while (begun.length < count) {
		const share = (performance.now() - startedAtMs) / (SECONDS * 1000);
		const due = Math.min(count, Math.ceil(share * count));
		while (begun.length < due) begun.push(work(begun.length));
		await new Promise((resolve) => setTimeout(resolve, TICK_MS));
	}
	return await Promise.all(begun);
}

async function measure(bench: Bench): Promise<string[]> {
	const { n8n, simulator } = bench;
	const url = `${n8n.url}/webhook/hook-flood/webhook`;
	const genuineIds = await endedRuns(simulator, SECONDS * GENUINE_PER_SECOND);
	await bench.post('beside', { items: [{ ms: 1 }] });
	simulator.settings.rateLimit = RATE_LIMIT;
	const callsBefore = simulator.calls.length;
	const besideCount = Math.floor((SECONDS * 1000) / BESIDE_EVERY_MS);
	const beside = async () =>
		await bench.post('beside', { items: [{ ms: BESIDE_RUN_MS }] }).catch(() => undefined);
	const [forged, genuine, waits] = await Promise.all([
		spread(SECONDS * FORGED_PER_SECOND, async () => await post(url, randomUUID())),
		spread(genuineIds.length, async (index) => await post(signed(url), genuineIds[index] ?? '')),
		spread(besideCount, beside),
	]);
	const calls = simulator.calls.slice(callsBefore);
	const known = new Set<string>(simulator.runs.map(({ id }) => id));
	const isForged = ({ path }: { path: string }) =>
		/\/runs\/[^/]+$/.test(path) && !known.has(path.split('/').pop() ?? '');
	const accepted = genuine.filter(({ statusCode }) => statusCode === 200);
	const times = accepted.map(({ ms }) => ms);
	const done = waits.filter((ms) => ms !== undefined);
	return [
		[200, 401, 503, 500, NO_ANSWER].map((code) => countOf(forged, code)).join(' / '),
		String(calls.filter(isForged).length),
		String(calls.filter(({ statusCode }) => statusCode === 429).length),
		`${accepted.length} of ${genuine.length}`,
		`${quantile(times, 0.5).toFixed(0)} / ${quantile(times, 1).toFixed(0)}`,
		`${done.length} of ${besideCount}`,
		Math.max(...done).toFixed(0),
	];
}

const countOf = (answers: Answer[], code: number) =>
	answers.filter(({ statusCode }) => statusCode === code).length;

/** When n8n makes an expression sandbox for a call. */
const SANDBOXES = [
	['by default', {}],
	['when needed', { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' }],
	['never', { N8N_EXPRESSION_ENGINE: 'legacy' }],
] as const;

const toWorkflows = () => [
	triggerWorkflow('flood', { options: {} }),
	noxusWorkflow('beside', slowRun()),
];

/**
 * 200 forged callbacks a second for 30 s, with 2 genuine ones a second among them and Create and Wait
 * beside them, at a rate limit of 60 requests in 10 s. NOXUS_BENCH_BEFORE names a packed package that
 * is measured in the same way.
 */
export async function flood(): Promise<string> {
	const before = process.env.NOXUS_BENCH_BEFORE;
	const packages = [...(before === undefined ? [] : [['before', before]]), ['now', undefined]];
	const rows = [
		[
			`${FORGED_PER_SECOND} forged a second, ${GENUINE_PER_SECOND} genuine`,
			'sandbox',
			'forged: 200 / 401 / 503 / 500 / no answer',
			'reads for them',
			'answers 429 of Noxus',
			'genuine accepted at once',
			'in ms: median / max',
			'Create and Wait beside',
			'ms at most',
		],
	];
	for (const [name = '', tarball] of packages) {
		for (const [sandbox, env] of SANDBOXES) {
			const measured = await withBench(toWorkflows, { ...env }, measure, tarball);
			rows.push([name, sandbox, ...measured]);
		}
	}
	return table(rows);
}
