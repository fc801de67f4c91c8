import { ORGANIZATIONS } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, codeOf, eventually, finishJob, post } from './support/client';
import { NEVER, useReceiver } from './support/receiver';

const used = useNoukai();
const receiver = useReceiver();

beforeEach(() =>
	Object.assign(used.simulator.settings.webhook, { allowPrivate: true, timeFactor: 0 }),
);

const run = async (flow: Parameters<typeof post>[1] = 'hello', more = {}) =>
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

describe('retries (gap 6)', () => {
	it('keep the delivery id, and end with the first 2xx', async () => {
		receiver.answers.push(500, 404);
		await run();
		const delivery = await settled('delivered');
		expect(delivery?.attempts.map(({ statusCode }) => statusCode)).toEqual([500, 404, 200]);
		const ids = receiver.received.map(({ headers }) => headers['x-noukai-delivery']);
		expect(new Set(ids)).toEqual(new Set([delivery?.id]));
	});

	it.each([
		[{}, 5, 'dead_letter'],
		[{ retryDelaysMs: [0, 1] }, 2, 'dead_letter'],
		[{ retryOn: '5xx' }, 1, 'failed_permanent'],
		[{ statusWords: { pending: 'p', delivered: 'd', exhausted: 'gone' } }, 5, 'gone'],
	] as const)('with %j: %i attempts, then %s', async (patch, count, status) => {
		Object.assign(used.simulator.settings.webhook, patch);
		receiver.answers.push(...Array<number>(10).fill(400));
		await run();
		expect((await settled(status))?.attempts).toHaveLength(count);
	});

	it.each([
		['failure', 'dead_letter', 5],
		['delivered', 'delivered', 1],
	] as const)(
		'count a redirect, which is not followed, as %s',
		async (redirectIs, status, count) => {
			used.simulator.settings.webhook.redirectIs = redirectIs;
			receiver.answers.push(...Array<number>(10).fill(302));
			await run();
			expect((await settled(status))?.attempts).toHaveLength(count);
			expect(receiver.received).toHaveLength(count);
		},
	);

	it('come after a timeout', async () => {
		Object.assign(used.simulator.settings.webhook, { timeoutMs: 50 });
		receiver.answers.push(NEVER);
		await run();
		await eventually(() => receiver.received.length >= 2);
		expect(used.simulator.deliveries[0]?.attempts[0]?.error).toMatch(/timeout/);
	});

	it('come after a receiver that is not there', async () => {
		Object.assign(used.simulator.settings.webhook, { retryDelaysMs: [0, 0] });
		await run('hello', { callbackUrl: 'http://127.0.0.1:9/' });
		const delivery = await settled('dead_letter');
		expect(delivery?.attempts).toMatchObject([{ error: expect.any(String) }, { statusCode: null }]);
	});

	it('wait as long as the schedule says, times the factor', async () => {
		Object.assign(used.simulator.settings.webhook, {
			retryDelaysMs: [0, 3_600_000],
			timeFactor: 1,
		});
		receiver.answers.push(500);
		await run();
		await eventually(() => used.simulator.deliveries[0]?.attempts[0]?.statusCode === 500);
		expect(used.simulator.deliveries[0]).toMatchObject({ status: 'pending' });
		expect(receiver.received).toHaveLength(1);
	});
});

describe('the guard', () => {
	it.each(['http://example.com/', 'https://127.0.0.1/', 'https://localhost/', 'https://10.0.0.1/'])(
		'refuses %s at delivery',
		async (callbackUrl) => {
			used.simulator.settings.webhook.allowPrivate = false;
			await run('hello', { callbackUrl });
			expect((await settled('failed_permanent'))?.attempts).toHaveLength(0);
		},
	);

	it('refuses when the job is submitted, if the switch says so', async () => {
		Object.assign(used.simulator.settings.webhook, { allowPrivate: false, guardAt: 'submit' });
		const body = { message: 'x', callbackUrl: receiver.url };
		const answer = await post(used.simulator, 'hello', 'jobs', body);
		expect([answer.status, codeOf(answer)]).toEqual([400, 'CALLBACK_URL_INVALID']);
		expect(used.simulator.executions).toHaveLength(0);
	});
});

describe('what an admin sees and does', () => {
	const path = `/organizations/${ORGANIZATIONS.acme}/webhooks`;
	const list = async (query = '') =>
		await call(used.simulator, `${path}/deliveries${query}`, { key: 'admin' });

	it('lists deliveries, newest first', async () => {
		await run();
		await run('failing');
		await eventually(() => receiver.received.length === 2);
		await eventually(() => used.simulator.deliveries.every(({ status }) => status === 'delivered'));
		expect((await list()).body).toEqual({
			deliveries: [
				expect.objectContaining({ event: 'flow.failed', response_status: 200, attempts: 1 }),
				expect.objectContaining({ event: 'flow.completed', status: 'delivered' }),
			],
		});
		used.simulator.settings.webhook.deliveriesPaging = 'cursor';
		const { deliveries, next_cursor } = (await list('?limit=1')).body;
		expect([(deliveries as unknown[]).length, next_cursor]).toEqual([1, '1']);
		expect((await list('?limit=1&cursor=1')).body.next_cursor).toBeNull();
	});

	it('rotates the secret', async () => {
		const answer = await call(used.simulator, `${path}/secret/rotate`, {
			method: 'POST',
			key: 'admin',
		});
		expect(answer.body.secret).toMatch(/^whsec_/);
	});

	it.each(['a', 'globex'] as const)('is not for %s', async (key) => {
		expect((await call(used.simulator, `${path}/deliveries`, { key })).status).toBe(403);
	});
});
