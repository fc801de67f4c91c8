import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { TIMES, finishedRun, itemsOf, started, tokenFor } from '../support/callbacks';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';

const used = useSimulator();

describe('Noxus Trigger with a callback token', () => {
	it('believes what comes with a token, without a request to Noxus', async () => {
		const { run, callback } = await finishedRun(used);
		const callsBefore = used.simulator.calls.length;
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'token' });
		const delivery = await trigger.post(callback, tokenFor());
		expect(itemsOf(delivery)).toMatchObject([{ runId: run.id, output: { Text: 'hi' }, ...TIMES }]);
		expect(used.simulator.calls).toHaveLength(callsBefore);
	});

	it.each<[string, object, string]>([
		['no token', {}, 'has no callback token'],
		['a token of another workflow', tokenFor({ workflowId: WORKFLOWS.slow }), 'another trigger'],
		['a token of another key', tokenFor({ key: KEYS.b }), 'another trigger'],
		['a token that is out of date', tokenFor({ inMs: -1 }), 'has expired'],
		['two tokens', { query: { noxusToken: ['a', 'b'] } }, 'incomplete'],
	])('answers 401 to %s, in both modes with a token', async (_case, request, reason) => {
		const { callback } = await finishedRun(used);
		for (const proofOfOrigin of ['token', 'confirmAndToken', 'something else']) {
			for (const mode of ['webhook', 'manual'] as const) {
				const trigger = new OpenTrigger(used.credentials, { proofOfOrigin }, mode);
				const delivery = await trigger.post(callback, request);
				expect(delivery).toMatchObject({ statusCode: 401, body: { received: false } });
				expect((delivery.body as { reason: string }).reason).toContain(reason);
				expect(started(delivery)).toBe(false);
			}
		}
	});

	it('is good for the workflow only that it was signed for', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'token' });
		const other = { ...callback, workflow_id: WORKFLOWS.slow };
		expect(await trigger.post(other, tokenFor())).toMatchObject({ statusCode: 401 });
	});

	it('is no way around the question to Noxus where both are wanted', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'confirmAndToken' });
		const forged = await trigger.post({ ...callback, status: 'failed' }, tokenFor());
		expect(forged.statusCode).toBe(401);
		const delivery = await trigger.post({ ...callback, outputs: 'forged' }, tokenFor());
		expect(itemsOf(delivery)).toMatchObject([{ output: { Text: 'hi' } }]);
	});

	it('lets a bad token decide nothing for a good one at the same moment', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'token' });
		const both = await Promise.all([trigger.post(callback), trigger.post(callback, tokenFor())]);
		expect(both.map(({ statusCode }) => statusCode)).toEqual([401, 200]);
		expect(both.map(started)).toEqual([false, true]);
	});
});
