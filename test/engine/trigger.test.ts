import { callbackSecretOf } from '../../nodes/Noxus/callback/secret';
import { signCallbackUrl } from '../../nodes/Noxus/callback/callbackToken';
import { KEYS, WORKFLOWS, type SimulatedRun } from '../../simulator';
import { loadChoices } from './contexts';
import { runNode } from './engine';
import { jsonInput, runParameters } from './parameters';
import { useSimulator } from './simulator';
import { OpenTrigger, TRIGGER_PATH, type Delivery } from './trigger';

const used = useSimulator();

/** A run that has ended, and the callback that Noxus posts for it. */
async function finishedRun(workflowId: string = WORKFLOWS.echo) {
	await runNode({
		credentials: used.credentials,
		onError: 'continueRegularOutput',
		parameters: runParameters('createAndWait', workflowId, jsonInput({ Text: 'hi' })),
	});
	const run = used.simulator.runs.at(-1) as SimulatedRun;
	return { run, callback: callbackOf(run) };
}

const callbackOf = (run: SimulatedRun) => ({
	run_id: run.id,
	workflow_id: run.workflowId,
	status: run.status,
	outputs: { Text: 'hi' },
	error: run.status === 'failed' ? 'Reason' : null,
	started_at: '2025-01-15T10:30:00.000000',
	completed_at: '2025-01-15T10:30:01.500000',
	duration_ms: 1500,
});

const itemsOf = ({ result }: Delivery) => result.workflowData?.[0]?.map(({ json }) => json);
const TIMES = {
	startedAt: '2025-01-15T10:30:00.000Z',
	finishedAt: '2025-01-15T10:30:01.500Z',
	durationMs: 1500,
	receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
};
const started = (delivery: Delivery) => delivery.result.workflowData !== undefined;

describe('Noxus Trigger', () => {
	it('starts an execution with what the API says of the run', async () => {
		const { run, callback } = await finishedRun();
		const delivery = await new OpenTrigger(used.credentials).post({ ...callback, outputs: 'forged' });
		expect(delivery).toMatchObject({ statusCode: 200, body: { received: true, started: true } });
		expect(itemsOf(delivery)).toMatchObject([
			{ runId: run.id, workflowId: WORKFLOWS.echo, status: 'completed', output: { Text: 'hi' } },
		]);
	});

	it('believes the callback where no proof is wanted, and gives times in UTC', async () => {
		const { run, callback } = await finishedRun(WORKFLOWS.fail);
		const callsBefore = used.simulator.calls.length;
		const delivery = await new OpenTrigger(used.credentials, { proofOfOrigin: 'none' }).post(callback);
		expect(itemsOf(delivery)).toEqual([
			{
				runId: run.id,
				workflowId: WORKFLOWS.fail,
				status: 'failed',
				output: { Text: 'hi' },
				errorMessage: 'Reason',
				progress: null,
				createdAt: null,
				...TIMES,
			},
		]);
		expect(used.simulator.calls).toHaveLength(callsBefore);
	});

	it.each([
		['a run that Noxus does not know', { run_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' }],
		['another status than the run has', { status: 'failed' }],
		['a run of another workflow', { workflow_id: WORKFLOWS.slow }],
	])('answers 401 to %s, and starts nothing', async (_case, forged) => {
		const { callback } = await finishedRun();
		const delivery = await new OpenTrigger(used.credentials).post({ ...callback, ...forged });
		expect(delivery).toMatchObject({ statusCode: 401, body: { received: false } });
		expect(started(delivery)).toBe(false);
	});

	it('answers 401 to a run of another workspace', async () => {
		const { callback } = await finishedRun();
		const others = new OpenTrigger({ ...used.credentials, apiKey: KEYS.b });
		expect(await others.post(callback)).toMatchObject({ statusCode: 401 });
	});

	it.each([
		['nothing', undefined],
		['a list', [1]],
		['another service', { event: 'push' }],
		['a status that is not final', { run_id: 'r', workflow_id: 'w', status: 'running' }],
		['a path for an id', { run_id: '../../admin/me', workflow_id: 'w', status: 'completed' }],
		['a very long id', { run_id: 'r'.repeat(5000), workflow_id: 'w', status: 'completed' }],
	])('answers 400 to %s, and asks nobody', async (_case, body) => {
		const delivery = await new OpenTrigger(used.credentials).post(body);
		expect(delivery).toMatchObject({ statusCode: 400, body: { received: false } });
		expect(started(delivery)).toBe(false);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it.each([
		[{ statuses: ['failed'] }, 'status not chosen'],
		[{ workflowIds: `${WORKFLOWS.slow}, ${WORKFLOWS.fail}` }, 'workflow not chosen'],
	])('leaves out what %j does not choose', async (parameters, reason) => {
		const { callback } = await finishedRun();
		const delivery = await new OpenTrigger(used.credentials, parameters).post(callback);
		expect(delivery).toMatchObject({ statusCode: 200, body: { started: false, reason } });
		expect(started(delivery)).toBe(false);
	});

	it('takes the workflows that are chosen', async () => {
		const { callback } = await finishedRun();
		const workflowIds = `${WORKFLOWS.slow}, ${WORKFLOWS.echo}`;
		expect(started(await new OpenTrigger(used.credentials, { workflowIds }).post(callback))).toBe(true);
	});

	it('starts one execution for five deliveries at the same moment, and none for a later one', async () => {
		const { callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials);
		const five = await Promise.all(
			Array.from({ length: 5 }, async () => await trigger.post(callback)),
		);
		const later = await trigger.post(callback);
		expect(five.filter(started)).toHaveLength(1);
		expect(started(later)).toBe(false);
		expect([...five, later].map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(200));
		expect(later.body).toEqual({ received: true, started: false, reason: 'repeated' });
	});

	it('shows the same callback again to one who listens for a test event', async () => {
		const { callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials, {}, 'manual');
		expect(started(await trigger.post(callback))).toBe(true);
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it.each([
		['is away', { kind: 'status', statusCode: 503 }],
		['refuses our key', { kind: 'status', statusCode: 401 }],
		['cuts the connection', { kind: 'reset' }],
	] as const)(
		'answers 503 while the API %s, and takes the callback later',
		async (_case, fault) => {
			const { callback } = await finishedRun();
			const trigger = new OpenTrigger(used.credentials);
			used.simulator.addFault({ path: '/runs/', ...fault });
			const deliveries = await Promise.all([trigger.post(callback), trigger.post(callback)]);
			expect(deliveries.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
			expect(deliveries.some(started)).toBe(false);
			used.simulator.clearFaults();
			expect(started(await trigger.post(callback))).toBe(true);
		},
	);

	it.each([
		['text', 'text/plain'],
		['a form', 'application/x-www-form-urlencoded'],
		['a file', 'application/octet-stream'],
		['no type', ''],
	])('answers 415 to %s', async (_case, type) => {
		const { callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none' });
		const delivery = await trigger.post(callback, { headers: { 'content-type': type } });
		expect(delivery).toMatchObject({ statusCode: 415, body: { received: false } });
		expect(started(delivery)).toBe(false);
	});

	it('tells the sender of a run that Noxus still calls running to come again', async () => {
		const { run, callback } = await finishedRun();
		run.status = 'running';
		const trigger = new OpenTrigger(used.credentials);
		expect(await trigger.post(callback)).toMatchObject({ statusCode: 503 });
		run.status = 'completed';
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('asks Noxus once for a forged run that comes again and again', async () => {
		const { callback } = await finishedRun();
		const callsBefore = used.simulator.calls.length;
		const trigger = new OpenTrigger(used.credentials);
		const forged = { ...callback, status: 'failed' };
		for (let times = 0; times < 5; times++) {
			expect(await trigger.post(forged)).toMatchObject({ statusCode: 401 });
		}
		expect(used.simulator.calls).toHaveLength(callsBefore + 1);
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('lets no flood of callbacks through to Noxus', async () => {
		const { callback } = await finishedRun();
		const callsBefore = used.simulator.calls.length;
		used.simulator.addFault({ path: '/runs/', kind: 'delay', delayMs: 300 });
		const trigger = new OpenTrigger(used.credentials);
		const ids = Array.from({ length: 300 }, (_, i) => `3c90c3cc-0d44-4b50-8888-${100000000000 + i}`);
		const all = await Promise.all(
			ids.map(async (run_id) => await trigger.post({ ...callback, run_id })),
		);
		const count = (code: number) => all.filter(({ statusCode }) => statusCode === code).length;
		expect([count(401), count(503)]).toEqual([120, 180]);
		expect(used.simulator.calls).toHaveLength(callsBefore + 120);
	});

	it('takes an id that Noxus writes in another way for a forged one', async () => {
		const { callback } = await finishedRun();
		const delivery = await new OpenTrigger(used.credentials).post({
			...callback,
			run_id: callback.run_id.toUpperCase(),
		});
		expect(delivery.statusCode).toBe(401);
	});

	it('takes runs of the workspace that is chosen only', async () => {
		const { run, callback } = await finishedRun();
		const other = { options: { groupId: '3c90c3cc-0d44-4b50-8888-8dd25736052a' } };
		const delivery = await new OpenTrigger(used.credentials, other).post(callback);
		expect(delivery).toMatchObject({ statusCode: 200, body: { reason: 'workspace not chosen' } });
		expect(started(delivery)).toBe(false);
		const own = { options: { groupId: run.workspaceId.toUpperCase() } };
		expect(started(await new OpenTrigger(used.credentials, own).post(callback))).toBe(true);
	});
});

describe('Noxus Trigger with a callback token', () => {
	const DAY_MS = 86_400_000;

	function tokenFor({ workflowId = WORKFLOWS.echo as string, inMs = DAY_MS, key = KEYS.a as string } = {}) {
		const url = signCallbackUrl(`https://n8n.example.com${TRIGGER_PATH}`, {
			workflowId,
			expiresAtMs: Date.now() + inMs,
			secret: callbackSecretOf({ apiKey: key }),
		});
		return { query: { noxusToken: new URL(url).searchParams.get('noxusToken') } };
	}

	it('believes what comes with a token, without a request to Noxus', async () => {
		const { run, callback } = await finishedRun();
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
		['a token that is out of date', tokenFor({ inMs: -1 }), 'out of date'],
		['two tokens', { query: { noxusToken: ['a', 'b'] } }, 'incomplete'],
	])('answers 401 to %s, in both modes with a token', async (_case, request, reason) => {
		const { callback } = await finishedRun();
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

	it('is no way around the question to Noxus where both are wanted', async () => {
		const { callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'confirmAndToken' });
		const forged = await trigger.post({ ...callback, status: 'failed' }, tokenFor());
		expect(forged.statusCode).toBe(401);
		const delivery = await trigger.post({ ...callback, outputs: 'forged' }, tokenFor());
		expect(itemsOf(delivery)).toMatchObject([{ output: { Text: 'hi' } }]);
	});

	it('lets a bad token decide nothing for a good one at the same moment', async () => {
		const { callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'token' });
		const both = await Promise.all([trigger.post(callback), trigger.post(callback, tokenFor())]);
		expect(both.map(({ statusCode }) => statusCode)).toEqual([401, 200]);
		expect(both.map(started)).toEqual([false, true]);
	});
});

describe('the execution of a Noxus Trigger', () => {
	it('hands on the run with its output as it is wanted', async () => {
		const { run, callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials);
		const [item] = await trigger.run(await trigger.post(callback));
		expect(item?.json).toMatchObject({ runId: run.id, output: 'hi' });
		expect(item?.json.receivedAt).toEqual(TIMES.receivedAt);
		expect(item?.json).not.toHaveProperty('headers');
	});

	it('gives the headers, without secrets, where they are wanted', async () => {
		const { callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials, { options: { includeHeaders: true } });
		const headers = { 'user-agent': 'noxus/1', cookie: 'a=not-a-secret' };
		const [item] = await trigger.run(await trigger.post(callback, { headers }));
		expect(item?.json.headers).toEqual({
			'content-type': 'application/json',
			'user-agent': 'noxus/1',
		});
	});

	it('fetches nothing for a trigger without a credential', async () => {
		const { callback } = await finishedRun();
		const preview = { text: 'cut', has_preview: true, file: { id: 'f', uri: 'spot://f' } };
		const options = { fetchFullText: true, downloadFiles: true };
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none', options });
		const callsBefore = used.simulator.calls.length;
		const delivery = await trigger.post({ ...callback, outputs: { Text: preview } });
		expect(await trigger.run(delivery)).toHaveLength(1);
		expect(used.simulator.calls).toHaveLength(callsBefore);
	});

	it('fails with the id of the run where a full text cannot be had', async () => {
		const { run, callback } = await finishedRun(WORKFLOWS.longText);
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
		const { callback } = await finishedRun();
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

	it('tells the sender to come again where n8n could not store the first', async () => {
		const { callback } = await finishedRun();
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'none' });
		await trigger.post(callback, { holdBack: true });
		const second = trigger.post(callback);
		trigger.responses[0]?.status(500).json({});
		expect((await second).statusCode).toBe(503);
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it('is proof enough that it is stored, where the sender did not wait for the answer', async () => {
		const { callback } = await finishedRun();
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
