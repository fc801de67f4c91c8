import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { TIMES, finishedRun, itemsOf, started } from '../support/callbacks';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';

const used = useSimulator();

describe('Noxus Trigger', () => {
	it('starts an execution with what the API says of the run', async () => {
		const { run, callback } = await finishedRun(used);
		const delivery = await new OpenTrigger(used.credentials).post({
			...callback,
			outputs: 'forged',
		});
		expect(delivery).toMatchObject({ statusCode: 200, body: { received: true, started: true } });
		expect(itemsOf(delivery)).toMatchObject([
			{ runId: run.id, workflowId: WORKFLOWS.echo, status: 'completed', output: { Text: 'hi' } },
		]);
	});

	it('believes the callback where no proof is wanted, and gives times in UTC', async () => {
		const { run, callback } = await finishedRun(used, WORKFLOWS.fail);
		const callsBefore = used.simulator.calls.length;
		const delivery = await new OpenTrigger(used.credentials, { proofOfOrigin: 'none' }).post(
			callback,
		);
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
		const { callback } = await finishedRun(used);
		const delivery = await new OpenTrigger(used.credentials).post({ ...callback, ...forged });
		expect(delivery).toMatchObject({ statusCode: 401, body: { received: false } });
		expect(started(delivery)).toBe(false);
	});

	it('answers 401 to a run of another workspace', async () => {
		const { callback } = await finishedRun(used);
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
		const { callback } = await finishedRun(used);
		const delivery = await new OpenTrigger(used.credentials, parameters).post(callback);
		expect(delivery).toMatchObject({ statusCode: 200, body: { started: false, reason } });
		expect(started(delivery)).toBe(false);
	});

	it('takes the workflows that are chosen', async () => {
		const { callback } = await finishedRun(used);
		const workflowIds = `${WORKFLOWS.slow}, ${WORKFLOWS.echo}`;
		expect(started(await new OpenTrigger(used.credentials, { workflowIds }).post(callback))).toBe(
			true,
		);
	});

	it('starts one execution for five deliveries at the same moment, and none for a later one', async () => {
		const { callback } = await finishedRun(used);
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
		const { callback } = await finishedRun(used);
		const trigger = new OpenTrigger(used.credentials, {}, 'manual');
		expect(started(await trigger.post(callback))).toBe(true);
		expect(started(await trigger.post(callback))).toBe(true);
	});

	it.each([
		['is unreachable', { kind: 'status', statusCode: 503 }],
		['refuses our key', { kind: 'status', statusCode: 401 }],
		['cuts the connection', { kind: 'reset' }],
	] as const)(
		'answers 503 while the API %s, and takes the callback later',
		async (_case, fault) => {
			const { callback } = await finishedRun(used);
			const trigger = new OpenTrigger(used.credentials);
			used.simulator.addFault({ path: '/runs/', ...fault });
			const deliveries = await Promise.all([trigger.post(callback), trigger.post(callback)]);
			expect(deliveries.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
			expect(deliveries.some(started)).toBe(false);
			used.simulator.clearFaults();
			expect(started(await trigger.post(callback))).toBe(true);
		},
	);
});
