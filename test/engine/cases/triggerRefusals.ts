import { finishedRun, started, tokenFor } from '../support/callbacks';
import { expectAtOnce, ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';

const used = useSimulator();

describe('Noxus Trigger, what is turned away', () => {
	it.each([
		['text', 'text/plain'],
		['a form', 'application/x-www-form-urlencoded'],
		['a file', 'application/octet-stream'],
		['no type', ''],
	])('answers 415 to %s', async (_case, type) => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none' });
		const delivery = await trigger.post(callback, { headers: { 'content-type': type } });
		expect(delivery).toMatchObject({ statusCode: 415, body: { received: false } });
		expect(started(delivery)).toBe(false);
	});

	it('asks the sender of a run that Noxus still calls running to retry', async () => {
		const { run, callback } = await finishedRun(used);
		run.status = 'running';
		const trigger = new OpenTrigger(used.credentials);
		expect(await trigger.post(callback)).toMatchObject({ statusCode: 503 });
		run.status = 'completed';
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('asks Noxus once for a forged run that is sent repeatedly', async () => {
		const { callback } = await finishedRun(used);
		const callsBefore = used.simulator.calls.length;
		const trigger = new OpenTrigger(used.credentials);
		const forged = { ...callback, status: 'failed' };
		for (let times = 0; times < 5; times++) {
			expect(await trigger.post(forged)).toMatchObject({ statusCode: 401 });
		}
		expect(used.simulator.calls).toHaveLength(callsBefore + 1);
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('lets no flood of callbacks with a token through to Noxus', async () => {
		const { callback } = await finishedRun(used);
		const callsBefore = used.simulator.calls.length;
		const trigger = new OpenTrigger(used.credentials);
		const request = tokenFor();
		const ids = Array.from(
			{ length: 300 },
			(_, i) => `3c90c3cc-0d44-4b50-8888-${100000000000 + i}`,
		);
		const flood = async () =>
			await Promise.all(
				ids.map(async (run_id) => await trigger.post({ ...callback, run_id }, request)),
			);
		const all = await expectAtOnce(used.simulator, { path: ONE_RUN, count: 20 }, flood);
		const count = (code: number) => all.filter(({ statusCode }) => statusCode === code).length;
		expect([count(401), count(503)]).toEqual([120, 180]);
		expect(used.simulator.calls).toHaveLength(callsBefore + 120);
	});

	it('takes an id that Noxus writes in another way for a forged one', async () => {
		const { callback } = await finishedRun(used);
		const delivery = await new OpenTrigger(used.credentials).post({
			...callback,
			run_id: callback.run_id.toUpperCase(),
		});
		expect(delivery.statusCode).toBe(401);
	});

	it('takes a run of another workflow than the callback names for a forged one', async () => {
		const { callback } = await finishedRun(used);
		used.simulator.settings.runAtOtherWorkflow = 'run';
		const delivery = await new OpenTrigger(used.credentials).post({
			...callback,
			workflow_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
		});
		used.simulator.settings.runAtOtherWorkflow = '404';
		expect(delivery.statusCode).toBe(401);
	});

	it('takes runs of the workspace that is chosen only', async () => {
		const { run, callback } = await finishedRun(used);
		const other = { options: { groupId: '3c90c3cc-0d44-4b50-8888-8dd25736052a' } };
		const delivery = await new OpenTrigger(used.credentials, other).post(callback);
		expect(delivery).toMatchObject({ statusCode: 200, body: { reason: 'workspace not chosen' } });
		expect(started(delivery)).toBe(false);
		const own = { options: { groupId: run.workspaceId.toUpperCase() } };
		expect(started(await new OpenTrigger(used.credentials, own).post(callback))).toBe(true);
	});
});
