import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
	startSimulator,
	WORKFLOWS,
	type CallbackDelivery,
	type Simulator,
} from '../../../simulator/noxus';
import { call, eventually, finish, json, runWhen, sleep, startRun } from './support/client';

let simulator: Simulator;
let receiver: Server;
let callback_url: string;
let received: Array<{ type: string | undefined; body: Record<string, unknown> }> = [];
let answers: number[] = [];

beforeAll(async () => {
	simulator = await startSimulator();
	receiver = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
			received.push({ type: request.headers['content-type'], body });
			response.writeHead(answers.shift() ?? 200).end('noted');
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	callback_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?token=1`;
});
afterAll(async () => {
	await simulator.close();
	receiver.closeAllConnections();
	receiver.close();
});
afterEach(() => {
	simulator.reset();
	received = [];
	answers = [];
});

const runIds = () => received.map(({ body }) => body.run_id);

describe('callbacks (contract 8)', () => {
	it('posts the documented body once a run completes', async () => {
		const run = await finish(simulator, 'echo', { Text: 'a' }, { callback_url });
		await eventually(() => simulator.callbacks[0]?.statusCode === 200);
		const naive = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
		const body = {
			run_id: run.id,
			workflow_id: WORKFLOWS.echo,
			status: 'completed',
			outputs: { Text: 'a' },
			error: null,
			started_at: naive,
			completed_at: naive,
			duration_ms: expect.any(Number),
		};
		expect(received).toEqual([{ type: 'application/json', body }]);
		expect(simulator.callbacks).toEqual([
			expect.objectContaining({ runId: run.id, url: callback_url, body, responseBody: 'noted' }),
		]);
	});

	it('posts for failed and stopped runs, and not for a run that asks a person', async () => {
		await finish(simulator, 'fail', { Message: 'boom' }, { callback_url });
		await eventually(() => received.length === 1);
		expect(received[0]?.body).toMatchObject({ status: 'failed', error: 'boom', outputs: {} });
		const asking = await startRun(simulator, 'askHuman', {}, { callback_url });
		await runWhen(simulator, asking, ['awaiting_human_feedback']);
		await sleep(30);
		expect(received).toHaveLength(1);
		await json(call(simulator, `/v1/runs/${asking.id}/stop`, { method: 'POST' }));
		await eventually(() => received.length === 2);
		expect(received[1]?.body).toMatchObject({ status: 'stopped', run_id: asking.id });
	});

	it('posts twice, late or never (row 3)', async () => {
		simulator.settings.callback.times = 2;
		const twice = await finish(simulator, 'echo', {}, { callback_url });
		await eventually(() => received.length === 2);
		expect(runIds()).toEqual([twice.id, twice.id]);
		Object.assign(simulator.settings.callback, { times: 1, delayMs: 200 });
		await finish(simulator, 'echo', {}, { callback_url });
		await eventually(() => received.length === 3);
		const endedAtMs = simulator.runs[1]?.finishedAt?.getTime() ?? 0;
		expect(Number(simulator.callbacks[2]?.sentAt) - endedAtMs).toBeGreaterThan(190);
		Object.assign(simulator.settings.callback, { never: true, delayMs: 60 });
		await finish(simulator, 'echo', {}, { callback_url });
		await sleep(80);
		expect(received).toHaveLength(3);
	});

	it('turns the order of two runs around', async () => {
		Object.assign(simulator.settings.callback, { outOfOrder: true, outOfOrderHoldMs: 60_000 });
		const first = await finish(simulator, 'echo', {}, { callback_url });
		const second = await finish(simulator, 'echo', {}, { callback_url });
		await eventually(() => received.length === 2);
		expect(runIds()).toEqual([second.id, first.id]);
	});

	it('retries as documented after an answer that is not 2xx', async () => {
		Object.assign(simulator.settings.callback, { retries: 2, retryDelayMs: 5 });
		answers = [500, 404];
		await finish(simulator, 'echo', {}, { callback_url });
		await eventually(() => simulator.callbacks[2]?.statusCode === 200);
		const seen = simulator.callbacks.map(({ attempt, statusCode }) => [attempt, statusCode]);
		expect(seen).toEqual([
			[1, 500],
			[2, 404],
			[3, 200],
		]);
	});

	it('notes a receiver that is not there', async () => {
		await finish(simulator, 'echo', {}, { callback_url: 'http://127.0.0.1:9/' });
		await eventually(() => (simulator.callbacks[0]?.error ?? null) !== null);
		expect(simulator.callbacks[0]).toMatchObject({ statusCode: null, responseBody: null });
	});

	it('posts one on demand, also early and with other words', async () => {
		const run = await startRun(simulator, 'slow', { Milliseconds: 60_000 });
		const path = `/_simulator/runs/${run.id}/callback`;
		expect((await call(simulator, path, { method: 'POST' })).status).toBe(400);
		const body = { url: callback_url, status: 'completed', outputs: { Result: 'a lie' } };
		const delivery = await json<CallbackDelivery>(call(simulator, path, { method: 'POST', body }));
		expect(delivery).toMatchObject({ statusCode: 200, responseBody: 'noted' });
		expect(received[0]?.body).toMatchObject({
			run_id: run.id,
			status: 'completed',
			outputs: { Result: 'a lie' },
		});
	});

	it('cuts long text in callbacks as in runs, or not (row 26)', async () => {
		await finish(simulator, 'longText', {}, { callback_url });
		simulator.settings.longOutput = 'fullInCallback';
		const run = await finish(simulator, 'longText', {}, { callback_url });
		await eventually(() => received.length === 2);
		const cut = { Text: expect.objectContaining({ has_preview: true }) };
		expect(received[0]?.body.outputs).toEqual(cut);
		expect(received[1]?.body.outputs).toEqual({ Text: expect.any(String) });
		expect(run.output).toEqual(cut);
	});
});
