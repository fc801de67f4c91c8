import { CONNECTIONS, toWorkflows, waysOf } from './callbackWays';
import { withBench } from './fixture';
import { sendCallbacks } from './sendCallbacks';
import { quantile, table } from './statistics';

const WARM_UP = 200;
const CALLBACKS = 500;
const ROUNDS = 3;

/**
 * Callbacks per second to the trigger, beside the same to n8n's Webhook node, in turns, so that what
 * else the machine does falls on all of them.
 */
export async function trigger(): Promise<string> {
	return await withBench(toWorkflows, {}, async (bench) => {
		const ways = waysOf(bench);
		const perSecond = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
		for (const way of ways) await sendCallbacks(bench, way, WARM_UP);
		for (let round = 0; round < ROUNDS; round++) {
			for (const way of ways) {
				const ms = await sendCallbacks(bench, way, CALLBACKS);
				perSecond.get(way.name)?.push((CALLBACKS / ms) * 1000);
			}
		}
		const [plain = Number.NaN, ...others] = ways.map(({ name }) =>
			quantile(perSecond.get(name) ?? [], 0.5),
		);
		const rows = [plain, ...others].map((rate, i) => [
			ways[i]?.name ?? '',
			rate.toFixed(0),
			(rate / plain).toFixed(2),
		]);
		return table([
			[`${CALLBACKS} callbacks, ${CONNECTIONS} at a time`, 'per second', 'of the Webhook node'],
			...rows,
		]);
	});
}
