import { randomUUID } from 'node:crypto';

import { NoxusTrigger } from '../../../nodes/Noxus/NoxusTrigger.node';
import { finishedRun, started, tokenFor } from '../support/callbacks';
import { callsTo, ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { OpenTrigger, type Delivery } from '../support/trigger';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

/** Reads for callbacks without a token: at once, and then each second. */
const OF_TRIGGER = 10;
const OF_CREDENTIAL = 20;

const readsOf = (runId: string) =>
	callsTo(used.simulator, ONE_RUN).filter(({ path }) => path.endsWith(runId)).length;
const reads = () => callsTo(used.simulator, ONE_RUN).length;
const codes = (deliveries: Delivery[]) => deliveries.map(({ statusCode }) => statusCode);
const count = (deliveries: Delivery[], code: number) =>
	codes(deliveries).filter((one) => one === code).length;

/** What a callback of a run says that Noxus does not know. */
const forge = (callback: object) => ({ ...callback, run_id: randomUUID() });

async function flood(trigger: OpenTrigger, callback: object, times: number) {
	const posts = Array.from({ length: times }, async () => await trigger.post(forge(callback)));
	return await Promise.all(posts);
}

describe('Noxus Trigger, callbacks without a token', () => {
	it('cost a few reads, beyond which the sender is asked to retry', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		const before = reads();
		const deliveries = await flood(trigger, callback, 300);
		expect(reads() - before).toBe(OF_TRIGGER);
		expect([count(deliveries, 401), count(deliveries, 503)]).toEqual([OF_TRIGGER, 290]);
		const refused = deliveries.find(({ statusCode }) => statusCode === 503);
		expect(refused?.headers).toEqual({ 'retry-after': '1' });
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		await flood(trigger, callback, 5);
		expect(reads() - before).toBe(OF_TRIGGER + 1);
	});

	it('of several triggers with the same credential share one budget', async () => {
		const { callback } = await finishedRun(used);
		const credentialId = randomUUID();
		const triggers = Array.from(
			{ length: 5 },
			() => new OpenTrigger(used.credentials, {}, 'webhook', credentialId),
		);
		const before = reads();
		await Promise.all(triggers.map(async (trigger) => await flood(trigger, callback, 20)));
		expect(reads() - before).toBe(OF_CREDENTIAL);
	});

	it('are answered from memory, without a read, for a run that has started an execution', async () => {
		const { run, callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		expect(started(await trigger.post(callback, tokenFor()))).toBe(true);
		const before = readsOf(run.id);
		const bare = await trigger.post(callback);
		expect(bare).toMatchObject({ statusCode: 200, body: { reason: 'repeated' } });
		expect(readsOf(run.id)).toBe(before);
	});

	it('that come several times at the same moment are read once', async () => {
		const { run, callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		const before = readsOf(run.id);
		const five = await Promise.all(Array.from({ length: 5 }, () => trigger.post(callback)));
		expect(codes(five)).toEqual([200, 200, 200, 200, 200]);
		expect(five.filter(started)).toHaveLength(1);
		expect(readsOf(run.id) - before).toBe(1);
	});

	it('use up one permit for each read of a run that Noxus still calls running', async () => {
		const { run, callback } = await finishedRun(used);
		run.status = 'running';
		const trigger = new OpenTrigger(used.credentials);
		await flood(trigger, callback, OF_TRIGGER - 1);
		const before = readsOf(run.id);
		expect(await trigger.post(callback)).toMatchObject({ statusCode: 503 });
		// The others come from what is added each second.
		expect(readsOf(run.id) - before).toBe(3);
		await flood(trigger, callback, 5);
		expect(readsOf(run.id) - before).toBe(3);
	});
});

describe('Noxus Trigger, callbacks with a token', () => {
	it.each(['confirm', 'confirmAndToken'])(
		'are all accepted amid a flood of others, with the proof %s',
		async (proofOfOrigin) => {
			const trigger = new OpenTrigger(used.credentials, { proofOfOrigin });
			const { run, callback } = await finishedRun(used);
			const floods = [flood(trigger, callback, 300)];
			const genuine: Delivery[] = [];
			for (let times = 0; times < 10; times++) {
				const next = await finishedRun(used);
				floods.push(flood(trigger, callback, 100));
				genuine.push(await trigger.post(next.callback, tokenFor()));
			}
			genuine.push(await trigger.post(callback, tokenFor()));
			expect(genuine.every(started)).toBe(true);
			expect(readsOf(run.id)).toBeGreaterThan(0);
			const forged = (await Promise.all(floods)).flat();
			expect(forged.some(started)).toBe(false);
			const isBudgeted = proofOfOrigin === 'confirm';
			expect(count(forged, 503) > 1_000).toBe(isBudgeted);
			expect(count(forged, 401) === forged.length).toBe(!isBudgeted);
		},
	);

	it('do not wait for the same callback without one', async () => {
		const { run, callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		const before = readsOf(run.id);
		used.simulator.addFault({ path: `${run.id}$`, kind: 'hang', times: 1 });
		const bare = trigger.post(callback);
		await waitUntil(() => readsOf(run.id) > before);
		const startedAtMs = Date.now();
		expect(started(await trigger.post(callback, tokenFor()))).toBe(true);
		expect(Date.now() - startedAtMs).toBeLessThan(1_000);
		expect(started(await bare)).toBe(false);
	});

	it('are not refused because the same callback without one was', async () => {
		const { run, callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		used.simulator.addFault({ path: `${run.id}$`, kind: 'status', statusCode: 404, times: 1 });
		expect(await trigger.post(callback)).toMatchObject({ statusCode: 401 });
		expect(started(await trigger.post(callback, tokenFor()))).toBe(true);
	});

	it('that is wrong counts as none: such a callback is one of the few, or refused', async () => {
		const { callback } = await finishedRun(used);
		const wrong = tokenFor({ inMs: -1 });
		const open = new OpenTrigger(used.credentials);
		await flood(open, callback, OF_TRIGGER);
		expect(await open.post(callback, wrong)).toMatchObject({ statusCode: 503 });
		const strict = new OpenTrigger(used.credentials, { proofOfOrigin: 'confirmAndToken' });
		expect(await strict.post(callback, wrong)).toMatchObject({ statusCode: 401 });
	});
});

describe('Noxus Trigger whose user left Verification as it is', () => {
	const { properties } = new NoxusTrigger().description;
	const byDefault = properties.find(({ name }) => name === 'proofOfOrigin')?.default;

	it('does not start for a run that was not started with its URL, and reads nothing', async () => {
		const { callback } = await finishedRun(used);
		const before = reads();
		for (const proofOfOrigin of [byDefault as string, '', null]) {
			const trigger = new OpenTrigger(used.credentials, { proofOfOrigin } as never);
			const delivery = await trigger.post(callback);
			expect(delivery).toMatchObject({ statusCode: 401, body: { received: false } });
			expect(JSON.stringify(delivery.body)).toContain('Callback is set to Noxus Trigger');
		}
		expect(reads()).toBe(before);
	});

	it('starts for a run that a Noxus node started with its URL, with what Noxus says', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: byDefault } as never);
		const delivery = await trigger.post({ ...callback, outputs: 'forged' }, tokenFor());
		expect(started(delivery)).toBe(true);
		expect(JSON.stringify(delivery.result.workflowData)).not.toContain('forged');
	});
});

describe('Noxus Trigger while Noxus sends its answers a byte at a time', () => {
	const PLACES = 20;

	it('gives its places back in time, and accepts what comes after', async () => {
		const { callback } = await finishedRun(used);
		const next = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'trickle', body: { id: 'x' } });
		const startedAtMs = Date.now();
		const stuck = Array.from({ length: PLACES }, async () => {
			return await trigger.post(forge(callback), tokenFor());
		});
		const waiting = trigger.post(callback, tokenFor());
		await new Promise((resolve) => setTimeout(resolve, 3_000));
		used.simulator.clearFaults();
		// Healthy again: one that waits for a place gets it when the first reads are given up.
		expect(started(await waiting)).toBe(true);
		expect(Date.now() - startedAtMs).toBeLessThanOrEqual(7_000);
		expect(new Set(codes(await Promise.all(stuck)))).toEqual(new Set([401]));
		expect(started(await trigger.post(next.callback, tokenFor()))).toBe(true);
	});

	it('answers 503 within the documented limit for as long as that lasts', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'trickle', body: { id: 'x' } });
		const startedAtMs = Date.now();
		const posts = Array.from({ length: 3 * PLACES }, async () => {
			const { statusCode } = await trigger.post(forge(callback), tokenFor());
			return [statusCode, Date.now() - startedAtMs] as const;
		});
		const answers = await Promise.all(posts);
		expect(new Set(answers.map(([code]) => code))).toEqual(new Set([503]));
		expect(Math.max(...answers.map(([, ms]) => ms))).toBeLessThanOrEqual(16_000);
		used.simulator.clearFaults();
		expect(started(await trigger.post(callback, tokenFor()))).toBe(true);
	});
});
