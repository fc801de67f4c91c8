import { WORKFLOWS } from '../../../simulator/noxus';
import { TIMES, finishedRun, started } from '../support/callbacks';
import { loadChoices } from '../support/contexts';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';

const used = useSimulator();

describe('the execution of a Noxus Trigger', () => {
	it('hands on the run with its output as it is wanted', async () => {
		const { run, callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials);
		const [item] = await trigger.run(await trigger.post(callback));
		expect(item?.json).toMatchObject({ runId: run.id, output: 'hi' });
		expect(item?.json.receivedAt).toEqual(TIMES.receivedAt);
		expect(item?.json).not.toHaveProperty('headers');
	});

	it('gives the headers, without secrets, where they are wanted', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { options: { includeHeaders: true } });
		const headers = { 'user-agent': 'noxus/1', cookie: 'a=not-a-secret' };
		const [item] = await trigger.run(await trigger.post(callback, { headers }));
		expect(item?.json.headers).toEqual({
			'content-type': 'application/json',
			'user-agent': 'noxus/1',
		});
	});

	it('fetches nothing for a trigger without a credential', async () => {
		const { callback } = await finishedRun(used);
		const preview = { text: 'cut', has_preview: true, file: { id: 'f', uri: 'spot://f' } };
		const options = { fetchFullText: true, downloadFiles: true };
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none', options });
		const callsBefore = used.simulator.calls.length;
		const delivery = await trigger.post({ ...callback, outputs: { Text: preview } });
		expect(await trigger.run(delivery)).toHaveLength(1);
		expect(used.simulator.calls).toHaveLength(callsBefore);
	});

	it('fails with the id of the run where a full text cannot be had', async () => {
		const { run, callback } = await finishedRun(used, WORKFLOWS.longText);
		const trigger = new OpenTrigger(used.credentials);
		const delivery = await trigger.post(callback);
		used.simulator.addFault({ path: '/file', kind: 'status', statusCode: 404 });
		await expect(trigger.run(delivery)).rejects.toMatchObject({
			description: expect.stringContaining(run.id) as string,
		});
		used.simulator.clearFaults();
		expect(await trigger.run(delivery, 'retry')).toHaveLength(1);
	});

	it('holds back a second delivery until the first is stored', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none' });
		const first = await trigger.post(callback, { holdBack: true });
		expect(started(first)).toBe(true);
		let isAnswered = false;
		const second = trigger.post(callback).finally(() => (isAnswered = true));
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(isAnswered).toBe(false);
		trigger.responses[0]?.status(200).json({});
		expect((await second).body).toMatchObject({ reason: 'repeated' });
	});

	it('counts once where the sender hangs up, and n8n stores it all the same', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none' });
		await trigger.post(callback, { holdBack: true });
		trigger.responses[0]?.close();
		const second = trigger.post(callback);
		trigger.responses[0]?.status(200).json({});
		expect((await second).body).toMatchObject({ reason: 'repeated' });
	});

	it('asks the sender to retry where n8n could not store the first', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none' });
		await trigger.post(callback, { holdBack: true });
		const second = trigger.post(callback);
		await new Promise((resolve) => setTimeout(resolve, 50));
		trigger.responses[0]?.status(500).json({});
		expect((await second).statusCode).toBe(503);
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('is proof enough that it is stored, where the sender did not wait for the answer', async () => {
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none' });
		const first = await trigger.post(callback, { holdBack: true });
		await trigger.run(first);
		expect((await trigger.post(callback)).body).toMatchObject({ reason: 'repeated' });
	});
});

describe('the lists in the panel of the trigger', () => {
	it('show the workflows of the workspace, of all pages', async () => {
		used.simulator.settings.extraWorkflows = 120;
		const choices = await loadChoices(used.credentials, 'getWorkflows', {}, 'noxusTrigger');
		expect(choices.length).toBeGreaterThan(120);
		expect(choices).toContainEqual(expect.objectContaining({ value: WORKFLOWS.echo }));
	});

	it('show the outputs of the workflows that are chosen, each once', async () => {
		const load = async (workflowIds: string[]) =>
			await loadChoices(used.credentials, 'getWorkflowOutputs', { workflowIds }, 'noxusTrigger');
		expect(await load([])).toEqual([]);
		const one = await load([WORKFLOWS.echo]);
		expect(one.length).toBeGreaterThan(0);
		expect(await load([WORKFLOWS.echo, WORKFLOWS.echo])).toEqual(one);
	});
});
