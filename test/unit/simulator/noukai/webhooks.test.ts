import type { FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { eventually, finishJob, post } from './support/client';
import { useReceiver } from './support/receiver';

const used = useNoukai();
const receiver = useReceiver();

beforeEach(() =>
	Object.assign(used.simulator.settings.webhook, { allowPrivate: true, timeFactor: 0 }),
);

const run = async (flow: FlowName = 'hello', more = {}) =>
	await finishJob(used.simulator, flow, { message: 'x', callbackUrl: receiver.url, ...more });
/** Waits until the first delivery has this status, and returns what it is. */
const settled = async (status: string) => {
	await eventually(() => used.simulator.deliveries[0]?.status === status);
	return used.simulator.deliveries[0];
};

describe('webhooks', () => {
	it('report a job that completed', async () => {
		const { executionId } = await run();
		const delivery = await settled('delivered');
		const [webhook] = receiver.received;
		expect(webhook?.headers).toMatchObject({
			'content-type': 'application/json',
			'user-agent': 'Noukai-Webhook/1.0',
			'x-noukai-event': 'flow.completed',
			'x-noukai-delivery': delivery?.id,
			'x-noukai-timestamp': expect.stringMatching(/^\d{10}$/),
		});
		expect(JSON.parse(webhook?.raw ?? '')).toMatchObject({
			event: 'flow.completed',
			executionId,
			status: 'completed',
			result: { text: 'Hello: x' },
		});
		expect(delivery?.attempts).toMatchObject([{ statusCode: 200, responseBody: 'noted' }]);
	});

	it('report a job that failed', async () => {
		await run('failing');
		await settled('delivered');
		expect(JSON.parse(receiver.received[0]?.raw ?? '')).toMatchObject({
			event: 'flow.failed',
			error: 'The block failed',
		});
	});

	it.each([
		['hello', ['flow.failed'], 0],
		['hello', ['flow.completed'], 1],
		['failing', ['flow.completed'], 0],
	] as const)('of %s for %j: %i', async (flow, callbackEvents, count) => {
		await run(flow, { callbackEvents });
		// One that is on its way would come before this one.
		await run('hello');
		await eventually(() => receiver.received.length > count);
		expect(used.simulator.deliveries).toHaveLength(count + 1);
	});

	it('are not sent for execute, nor by a switch', async () => {
		await post(used.simulator, 'hello', 'execute', { message: 'x', callbackUrl: receiver.url });
		used.simulator.settings.webhook.never = true;
		await run();
		used.simulator.settings.webhook.never = false;
		// One that is on its way would come before this one.
		const { executionId } = await run();
		await settled('delivered');
		expect(used.simulator.deliveries).toMatchObject([{ executionId }]);
	});

	it('come late and twice, each with its own id', async () => {
		Object.assign(used.simulator.settings.webhook, { times: 2, delayMs: 1 });
		await run();
		await eventually(() => receiver.received.length === 2);
		const ids = receiver.received.map(({ headers }) => headers['x-noukai-delivery']);
		expect(new Set(ids).size).toBe(2);
	});

	it.each([
		[
			'flat',
			['completedAt', 'event', 'executionId', 'flowId', 'result', 'slug', 'startedAt', 'status'],
		],
		['minimal', ['event', 'executionId']],
		['nested', ['data', 'event']],
	] as const)('have a body of shape %s (gap 5)', async (bodyShape, keys) => {
		used.simulator.settings.webhook.bodyShape = bodyShape;
		await run();
		await settled('delivered');
		const body = JSON.parse(receiver.received[0]?.raw ?? '') as object;
		expect(Object.keys(body).sort()).toEqual(keys);
	});

	it('can be posted on demand: early, false, and again', async () => {
		const parameters = { milliseconds: 3_600_000 };
		const body = { parameters, callbackUrl: receiver.url };
		const started = await post(used.simulator, 'slow', 'jobs', body);
		const id = String(started.body.executionId);
		const changes = { event: 'flow.failed', body: { error: 'a lie' }, deliveryId: 'd' };
		const delivery = await used.simulator.postWebhook(id, changes);
		expect(delivery.status).toBe('delivered');
		expect(receiver.received[0]?.headers).toMatchObject({ 'x-noukai-delivery': 'd' });
		expect(JSON.parse(receiver.received[0]?.raw ?? '')).toMatchObject({ error: 'a lie' });
		await used.simulator.postWebhook(id, { ...changes, url: `${receiver.url}?second` });
		expect(receiver.received).toHaveLength(2);
		await expect(used.simulator.postWebhook('x')).rejects.toThrow('no execution x');
	});
});
