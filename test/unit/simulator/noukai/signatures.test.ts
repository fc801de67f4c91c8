import { createHmac } from 'node:crypto';

import { WEBHOOK_SECRET } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { eventually, finishJob } from './support/client';
import { useReceiver, type Received } from './support/receiver';

const used = useNoukai();
const receiver = useReceiver();

beforeEach(() =>
	Object.assign(used.simulator.settings.webhook, { allowPrivate: true, timeFactor: 0 }),
);

/** The next webhook that arrives, and the parts of its signature. */
async function next(): Promise<Received & { parts: Map<string, string>; time: string }> {
	const count = receiver.received.length;
	await finishJob(used.simulator, 'hello', { message: 'één', callbackUrl: receiver.url });
	await eventually(() => receiver.received.length > count);
	const webhook = receiver.received[count] ?? { headers: {}, raw: '' };
	const header = String(webhook.headers['x-noukai-signature']);
	const pairs = header.split(',').map((pair) => pair.trim().split(/=(.*)/s).slice(0, 2));
	const parts = new Map(pairs.map(([name = '', value = '']) => [name, value]));
	return { ...webhook, parts, time: String(webhook.headers['x-noukai-timestamp']) };
}

function hmac(text: string, secret: string | Buffer = WEBHOOK_SECRET) {
	return createHmac('sha256', secret).update(text);
}

describe('signatures', () => {
	it('are v1 over time and body, in hex', async () => {
		const { raw, parts, time } = await next();
		expect([...parts]).toEqual([
			['t', time],
			['v1', hmac(`${time}.${raw}`).digest('hex')],
		]);
	});

	it.each([
		['body', (_time: string, raw: string) => raw],
		['t:body', (time: string, raw: string) => `${time}:${raw}`],
	] as const)('may sign %s (gap 1)', async (signedString, signed) => {
		used.simulator.settings.webhook.signedString = signedString;
		const { raw, parts, time } = await next();
		expect(parts.get('v1')).toBe(hmac(signed(time, raw)).digest('hex'));
	});

	it.each([
		['HEX', (hex: string) => hex.toUpperCase()],
		['base64', (hex: string) => Buffer.from(hex, 'hex').toString('base64')],
	] as const)('may be in %s (gap 2)', async (encoding, encode) => {
		used.simulator.settings.webhook.encoding = encoding;
		const { raw, parts, time } = await next();
		expect(parts.get('v1')).toBe(encode(hmac(`${time}.${raw}`).digest('hex')));
	});

	const bare = WEBHOOK_SECRET.slice('whsec_'.length);
	it.each([
		['withoutPrefix', Buffer.from(bare)],
		['base64', Buffer.from(bare, 'base64')],
	] as const)('may be made with the secret %s (gap 2)', async (secretBytes, key) => {
		used.simulator.settings.webhook.secretBytes = secretBytes;
		const { raw, parts, time } = await next();
		expect(parts.get('v1')).toBe(hmac(`${time}.${raw}`, key).digest('hex'));
	});

	it.each([
		['commaSpace', /^t=\d+, v1=\w+$/],
		['strange', /^x9=ignored , v1=\w+ , t=\d+$/],
	] as const)('may be laid out as %s (gap 3)', async (headerLayout, pattern) => {
		used.simulator.settings.webhook.headerLayout = headerLayout;
		expect((await next()).headers['x-noukai-signature']).toMatch(pattern);
	});

	it.each([
		[true, (first: number, second: number) => second >= first],
		[false, (first: number, second: number) => second === first],
	])('are stamped for each attempt: %p (gap 4)', async (stampEachAttempt, isRight) => {
		Object.assign(used.simulator.settings.webhook, {
			stampEachAttempt,
			retryDelaysMs: [0, 1_100],
			timeFactor: 1,
		});
		receiver.answers.push(500);
		await next();
		await eventually(() => receiver.received.length === 2);
		const [first = 0, second = 0] = receiver.received.map(({ headers }) =>
			Number(headers['x-noukai-timestamp']),
		);
		expect(isRight(first, second)).toBe(true);
		expect(second > first).toBe(stampEachAttempt);
	});

	it('may come from a clock that is wrong (gap 4)', async () => {
		used.simulator.settings.webhook.clockSkewMs = -600_000;
		const { time } = await next();
		expect(Date.now() / 1000 - Number(time)).toBeGreaterThan(590);
	});

	it('are made with both secrets after a rotation, for a while', async () => {
		const secret = used.simulator.rotateSecret();
		const { raw, parts, time } = await next();
		expect(parts.get('v1')).toBe(hmac(`${time}.${raw}`, secret).digest('hex'));
		expect(parts.get('v2')).toBe(hmac(`${time}.${raw}`).digest('hex'));
		used.simulator.settings.webhook.rotationWindowMs = 0;
		expect([...(await next()).parts.keys()]).toEqual(['t', 'v1']);
	});

	it('are missing without a secret, or nothing is sent at all (gap 7)', async () => {
		used.simulator.removeSecret();
		expect((await next()).headers).not.toHaveProperty('x-noukai-signature');
		used.simulator.settings.webhook.withoutSecret = 'nothing';
		const { executionId = '' } = used.simulator.deliveries[0] ?? {};
		await expect(used.simulator.postWebhook(executionId)).rejects.toThrow('no secret');
		expect(receiver.received).toHaveLength(1);
	});
});
