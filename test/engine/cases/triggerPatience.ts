import { randomUUID } from 'node:crypto';

import type { SimulatedRun } from '../../../simulator/noxus';
import { finishedRun, started, tokenFor } from '../support/callbacks';
import { jumpAhead } from '../support/clock';
import { callsTo, ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

const CONFIRMED_AT_ONCE = 20;
const LOOKED_AGAIN_AT_ONCE = 20;
const readRuns = (): string[] => [
	...new Set(callsTo(used.simulator, ONE_RUN).map(({ path }) => path)),
];

/** The callbacks of runs that nobody knows, after that of a genuine one. */
function callbacksOf(callback: { run_id: string }, count: number) {
	return Array.from({ length: count }, (_, i) =>
		i === 0 ? callback : { ...callback, run_id: `3c90c3cc-0d44-4b50-8888-${100000000000 + i}` },
	);
}

describe('Noxus Trigger, how long it asks Noxus', () => {
	it('asks the sender in time to retry, where Noxus does not answer', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'hang' });
		const startedAtMs = performance.now();
		expect(await trigger.post(callback)).toMatchObject({
			statusCode: 503,
			body: { received: false, reason: expect.stringContaining('Retry later') as string },
		});
		// The limit is 10 s, and the usual one of a single request 60 s.
		expect(performance.now() - startedAtMs).toBeLessThan(25_000);
		used.simulator.clearFaults();
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('asks once more in time, where one request gets no answer', async () => {
		const { callback } = await finishedRun(used);
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'hang', times: 1 });
		expect(started(await new OpenTrigger(used.credentials).post(callback))).toBe(true);
	});

	it('rechecks where Noxus calls back before its API reports the end', async () => {
		const { run, callback } = await finishedRun(used);
		run.status = 'running';
		const before = callsTo(used.simulator, ONE_RUN).length;
		const delivery = new OpenTrigger(used.credentials).post(callback);
		await waitUntil(() => callsTo(used.simulator, ONE_RUN)[before]?.endedAt !== undefined);
		run.status = 'completed';
		expect(started(await delivery)).toBe(true);
	});

	it('rechecks where the run could not be read at first', async () => {
		const { callback } = await finishedRun(used);
		// A look is two tries.
		const fault = { kind: 'status', statusCode: 500, times: 2 } as const;
		used.simulator.addFault({ path: ONE_RUN.source, ...fault });
		expect(started(await new OpenTrigger(used.credentials).post(callback))).toBe(true);
	});

	it.each([401, 403])('does not recheck where the key is refused (%s)', async (statusCode) => {
		const { callback } = await finishedRun(used);
		const before = callsTo(used.simulator, ONE_RUN).length;
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'status', statusCode });
		const delivery = await new OpenTrigger(used.credentials).post(callback);
		expect(delivery.statusCode).toBe(503);
		expect(callsTo(used.simulator, ONE_RUN).length - before).toBe(1);
	});

	it('rechecks for some at a time only', async () => {
		const { run, callback } = await finishedRun(used);
		const callbacks = Array.from({ length: LOOKED_AGAIN_AT_ONCE + 5 }, () => {
			const id = randomUUID();
			const going = { id: { value: id }, status: { value: 'running' } };
			const other = Object.create(run, going) as SimulatedRun;
			(used.simulator.runs as SimulatedRun[]).push(other);
			return { ...callback, run_id: id };
		});
		const trigger = new OpenTrigger(used.credentials);
		const request = tokenFor();
		const post = async (body: unknown) => await trigger.post(body, request);
		const answers = await Promise.all(callbacks.map(post));
		expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([503]));
		const paths = callsTo(used.simulator, ONE_RUN).map(({ path }) => path);
		const looksAt = ({ run_id }: { run_id: string }) =>
			paths.filter((path) => path.endsWith(run_id)).length;
		const counts = callbacks.map(looksAt);
		expect(counts).toContain(3);
		expect(counts).toContain(1);
	});

	it('does not ask any more for callbacks that have waited too long for their turn', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		const before = readRuns().length;
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'hold' });
		const callbacks = callbacksOf(callback, CONFIRMED_AT_ONCE + 5);
		const request = tokenFor();
		const answers = Promise.all(callbacks.map(async (body) => await trigger.post(body, request)));
		await waitUntil(() => readRuns().length >= before + CONFIRMED_AT_ONCE - 1);
		jumpAhead(11_000);
		used.simulator.clearFaults();
		const codes = (await answers).map(({ statusCode }) => statusCode);
		expect(codes.slice(CONFIRMED_AT_ONCE)).toEqual(Array(5).fill(503));
		expect(codes.slice(0, CONFIRMED_AT_ONCE)).toEqual([200, ...Array(19).fill(401)]);
		const last = callbacks.at(-1);
		expect(readRuns().some((path) => path.endsWith(last?.run_id ?? ''))).toBe(false);
		expect(await trigger.post(last, request)).toMatchObject({ statusCode: 401 });
	});
});
