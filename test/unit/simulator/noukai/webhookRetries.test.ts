import type { FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { codeOf, eventually, finishJob, post } from './support/client';
import { NEVER, useReceiver } from './support/receiver';

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
