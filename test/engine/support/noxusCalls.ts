import { KEYS, type Call, type Simulator } from '../../../simulator/noxus';
import { settle, waitUntil } from './waitUntil';

/** The calls to a path, in the order in which they came. */
export const callsTo = ({ calls }: Simulator, pattern: RegExp, method = 'GET') =>
	calls.filter((call) => call.method === method && pattern.test(call.path));

/** How many of these calls were open at the same time, at most. */
export const mostAtOnce = (calls: readonly Call[]) =>
	Math.max(
		0,
		...calls.map(
			({ startedAt: at }) =>
				calls.filter(
					({ startedAt, endedAt }) => startedAt <= at && (endedAt === undefined || endedAt > at),
				).length,
		),
	);

/**
 * What `start` gives. Its calls to a path are held until so many are there at a time, and let go when
 * no more came.
 */
export async function expectAtOnce<T>(
	simulator: Simulator,
	{ path, method = 'GET', count }: { path: RegExp; method?: string; count: number },
	start: () => Promise<T>,
): Promise<T> {
	const before = callsTo(simulator, path, method).length;
	const held = () => callsTo(simulator, path, method).length - before;
	simulator.addFault({ path: path.source, method, kind: 'hold' });
	const result = start();
	await waitUntil(() => held() >= count);
	await settle();
	const atOnce = held();
	simulator.clearFaults();
	const given = await result;
	expect(atOnce).toBe(count);
	return given;
}

/** All calls that send something to Noxus, and do not only read. */
export const callsThatSend = ({ calls }: Simulator) =>
	calls.filter(({ method }) => method !== 'GET');

export const EVENTS = /\/events$/;
export const ONE_RUN = /\/workflows\/[^/]+\/runs\/[^/]+$/;
export const CREATE = /\/workflows\/[^/]+\/runs$/;
export const STOP = /\/runs\/[^/]+\/stop$/;

/** Reads of a workflow, which the node does once to check the inputs. */
export const ONE_WORKFLOW = /\/workflows\/[^/]+$/;

/** Stops a run as somebody else would, in Noxus. */
export async function stopFromOutside({ url }: Simulator, runId: string): Promise<void> {
	const headers = { 'x-api-key': KEYS.a };
	const { status } = await fetch(`${url}/v1/runs/${runId}/stop`, { method: 'POST', headers });
	if (status !== 200) throw new Error(`The simulator did not stop the run: ${status}`);
}
