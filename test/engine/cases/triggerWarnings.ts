import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { finishedRun } from '../support/callbacks';
import { jumpAhead } from '../support/clock';
import { ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { OpenTrigger, TRIGGER_PATH } from '../support/trigger';

const used = useSimulator();

const UNKNOWN_RUN = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

describe("what Noxus Trigger writes into n8n's log", () => {
	it('is one line a minute for what it refuses, with the number of the others', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		const forged = { ...callback, run_id: UNKNOWN_RUN };
		for (let times = 0; times < 4; times++) await trigger.post(forged);
		expect(trigger.warnings).toEqual([
			expect.stringMatching(/"noxusTrigger" of n8n workflow .* 401 .* was not found in Noxus/),
		]);
		jumpAhead(60_001);
		await trigger.post(forged);
		expect(trigger.warnings).toHaveLength(2);
		expect(trigger.warnings[1]).toContain('(3 more with 401 since the last log entry)');
	});

	it('reports a run of a workflow that the callback does not belong to', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		await trigger.post({ ...callback, workflow_id: WORKFLOWS.slow });
		expect(trigger.warnings).toEqual([expect.stringContaining('401') as string]);
	});

	it('reports a wrong token, and never the token', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'token' });
		await trigger.post(callback, { query: { noxusToken: 'v1.1780604800000.not-a-signature' } });
		expect(trigger.warnings).toEqual([expect.stringContaining('callback token in the URL')]);
		expect(trigger.warnings.join()).not.toContain('not-a-signature');
	});

	it('reports anything that is not a callback, beside what is forged', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'token' });
		await trigger.post({ event: 'push' });
		await trigger.post(callback, { headers: { 'content-type': 'text/plain' } });
		await trigger.post(callback);
		expect(trigger.warnings.map((line) => /answered (\d+)/.exec(line)?.[1])).toEqual([
			'400',
			'415',
			'401',
		]);
	});

	it('reports that nobody could say whether a callback is genuine, without key and URL', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'status', statusCode: 403 });
		await trigger.post(callback);
		expect(trigger.warnings).toEqual([expect.stringMatching(/503 .* key is not allowed/)]);
		const text = trigger.warnings.join();
		expect([KEYS.a, 'http', TRIGGER_PATH].filter((part) => text.includes(part))).toEqual([]);
	});

	it.each([
		['no run_id', { run_id: undefined }],
		['an empty run_id', { run_id: '' }],
		['no status', { status: undefined }],
		['an empty status', { status: '' }],
	])('reports a callback with %s, which is answered 400', async (_case, missing) => {
		const { callback } = await finishedRun(used);
		for (const proofOfOrigin of ['confirm', 'token', 'none']) {
			const trigger = new OpenTrigger(used.credentials, { proofOfOrigin, statuses: [] });
			const delivery = await trigger.post({ ...callback, ...missing });
			expect(delivery.statusCode).toBe(400);
			expect(delivery.result.workflowData).toBeUndefined();
			expect(trigger.warnings).toEqual([expect.stringContaining('run_id')]);
		}
	});

	it.each([
		['no id', { id: undefined }],
		['an empty id', { id: '' }],
		['no status', { status: undefined }],
		['an empty status', { status: '' }],
	])('reports an answer of the API with %s; the sender is to retry', async (_case, missing) => {
		const { callback } = await finishedRun(used);
		const answer = { id: callback.run_id, workflow_id: callback.workflow_id, status: 'completed' };
		const body = { ...answer, ...missing };
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'status', statusCode: 200, body });
		const trigger = new OpenTrigger(used.credentials);
		const delivery = await trigger.post(callback);
		expect(delivery.statusCode).toBe(503);
		expect(delivery.result.workflowData).toBeUndefined();
		expect(trigger.warnings).toEqual([expect.stringMatching(/503 .* does not look like/)]);
	});

	it('is nothing for what is left out or repeated', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { statuses: ['completed'] });
		await trigger.post({ ...callback, status: 'failed' });
		await trigger.post(callback);
		await trigger.post(callback);
		expect(trigger.warnings).toEqual([]);
	});
});
