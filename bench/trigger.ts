import { CONNECTIONS, toWorkflows, waysOf } from './callbackWays';
import { withBench, type Bench } from './fixture';
import { sendCallbacks } from './sendCallbacks';
import { quantile, table } from './statistics';

const WARM_UP = 50;
const CALLBACKS = 150;
const ROUNDS = 3;

/** When n8n makes an expression sandbox for a call: where it may need one, where it does, or never. */
const SANDBOXES: Array<{ when: string; env: Record<string, string> }> = [
	{ when: "by n8n's default", env: {} },
	{ when: 'made when needed', env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } },
	{ when: 'never', env: { N8N_EXPRESSION_ENGINE: 'legacy' } },
];

/**
 * Callbacks per second to the trigger, beside the same to n8n's Webhook node, in turns, so that what
 * else the machine does falls on all of them. Once for each way in which n8n makes its sandboxes.
 */
export async function trigger(): Promise<string> {
	const columns: string[][] = [];
	for (const { when, env } of SANDBOXES) {
		const rates = await withBench(toWorkflows, env, measureRates);
		const [plain = Number.NaN] = rates.map(({ perSecond }) => perSecond);
		columns[0] ??= [
			`${CALLBACKS} callbacks, ${CONNECTIONS} at a time`,
			...rates.map(({ name }) => name),
		];
		columns.push(
			[`sandbox ${when}: per second`, ...rates.map(({ perSecond }) => perSecond.toFixed(0))],
			['of the Webhook node', ...rates.map(({ perSecond }) => (perSecond / plain).toFixed(2))],
		);
	}
	const [first = [], ...others] = columns;
	return table(first.map((cell, row) => [cell, ...others.map((column) => column[row] ?? '')]));
}

/** The median of the rounds for each way, with the Webhook node first. */
async function measureRates(bench: Bench): Promise<Array<{ name: string; perSecond: number }>> {
	const ways = waysOf(bench);
	const rates = ways.map((): number[] => []);
	for (const way of ways) await sendCallbacks(bench, way, WARM_UP);
	for (let round = 0; round < ROUNDS; round++) {
		for (const [i, way] of ways.entries()) {
			const ms = await sendCallbacks(bench, way, CALLBACKS);
			rates[i]?.push((CALLBACKS / ms) * 1000);
		}
	}
	return ways.map(({ name }, i) => ({ name, perSecond: quantile(rates[i] ?? [], 0.5) }));
}
