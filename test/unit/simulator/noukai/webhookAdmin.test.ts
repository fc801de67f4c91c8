import { ORGANIZATIONS, type FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, eventually, finishJob } from './support/client';
import { useReceiver } from './support/receiver';

const used = useNoukai();
const receiver = useReceiver();

beforeEach(() =>
	Object.assign(used.simulator.settings.webhook, { allowPrivate: true, timeFactor: 0 }),
);

const run = async (flow: FlowName = 'hello', more = {}) =>
	await finishJob(used.simulator, flow, { message: 'x', callbackUrl: receiver.url, ...more });

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
