import { Readable } from 'node:stream';

import { sleep, type IExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';

import { ApiClient, newApiState } from '../../common/http/apiClient';
import type { ApiRequest } from '../../common/http/apiRequest';
import { KeptCredential } from '../../common/http/keptCredential';
import { noxus } from '../../nodes/Noxus/api/noxus';
import { CREDENTIAL, fakeClient, fakeHelpers, type FakeAnswer } from './support/fakeContext';

/** A request that never ends by itself. */
const hang = (signal: AbortSignal) =>
	new Promise<FakeAnswer>((_resolve, reject) => {
		const cancel = () => reject(new Error('canceled', { cause: { code: 'ERR_CANCELED' } }));
		if (signal.aborted) cancel();
		else signal.addEventListener('abort', cancel);
	});

const stoppable = (signal: AbortSignal, more: object = {}) =>
	fakeClient({ getExecutionCancelSignal: () => signal, ...more });

describe('the rate limit of a client', () => {
	it('holds requests back until the delay is over, and the longest delay counts', async () => {
		const client = fakeClient();
		client.holdBack(300);
		client.holdBack(1);
		const fromMs = Date.now();
		await client.waitForTurn();
		const waitedMs = Date.now() - fromMs;
		// Spread, so that not all begin at the same moment.
		expect(waitedMs).toBeGreaterThanOrEqual(300);
		expect(waitedMs).toBeLessThanOrEqual(600);
		await client.waitForTurn();
		expect(Date.now() - fromMs).toBe(waitedMs);
	});

	it('is that of all clients that were made from it', async () => {
		const client = fakeClient();
		client.endingWith(new AbortController().signal).holdBack(300);
		const fromMs = Date.now();
		await client.waitForTurn();
		expect(Date.now() - fromMs).toBeGreaterThanOrEqual(300);
	});

	it.each<[string, (held: ApiClient<IExecuteFunctions>) => ApiClient<IExecuteFunctions>]>([
		['other executions', () => fakeClient()],
		['work after a Stop', (held) => held.endingOnlyWith(new AbortController().signal)],
	])('does not touch %s', async (_whom, clientBeside) => {
		const held = fakeClient();
		held.holdBack(60_000);
		const fromMs = Date.now();
		await clientBeside(held).waitForTurn();
		expect(Date.now() - fromMs).toBe(0);
	});

	it('ends when the execution is stopped', async () => {
		const stop = new AbortController();
		const client = stoppable(stop.signal);
		client.holdBack(60_000);
		const fromMs = Date.now();
		const turn = client.waitForTurn();
		stop.abort();
		await expect(turn).rejects.toThrow('The execution was stopped');
		expect(Date.now() - fromMs).toBe(0);
	});
});

describe('the credential of a client', () => {
	afterEach(() => jest.restoreAllMocks());

	/** A client whose readings of the credential return `answers`, one after another. */
	function readingClient(answers: Array<() => Promise<object>>, state = newApiState()) {
		let readings = 0;
		const getCredentials = async () => await (answers[readings++] ?? answers.at(-1))?.();
		const client = fakeClient({ getCredentials }, state);
		return { client, read: async () => await client.credential(), readings: () => readings };
	}
	const always = [async () => ({ apiKey: 'a-fake-key' })];

	it('is read once for all that ask at the same moment', async () => {
		const { read, readings } = readingClient(always);
		const all = await Promise.all([read(), read(), read()]);
		expect(all).toEqual(Array.from({ length: 3 }, () => ({ apiKey: 'a-fake-key' })));
		expect(readings()).toBe(1);
	});

	it('is read once for all clients that were made from it', async () => {
		const { client, read, readings } = readingClient(always);
		await read();
		const { signal } = new AbortController();
		await client.endingWith(signal).credential();
		await client.endingOnlyWith(signal).credential();
		expect(readings()).toBe(1);
	});

	it('is read once, however long the execution lasts', async () => {
		const { read, readings } = readingClient(always);
		const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		await read();
		now.mockReturnValue(1_000_000 + 24 * 60 * 60_000);
		await read();
		expect(readings()).toBe(1);
	});

	it.each([
		['a clock that runs', 1_004_000, 1_006_000],
		['a clock that is set back', 1_000_000 - 4_000, 1_000_000 - 6_000],
	])('is read again after the time that a trigger keeps it: %s', async (_name, ...at) => {
		const { read, readings } = readingClient(always, newApiState(new KeptCredential(5_000)));
		const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		await read();
		now.mockReturnValue(at[0]);
		await read();
		expect(readings()).toBe(1);
		now.mockReturnValue(at[1]);
		await read();
		expect(readings()).toBe(2);
	});

	it('is read again by one, where several were refused with the same', async () => {
		const credential = new KeptCredential();
		let readings = 0;
		const read = async () => ({ apiKey: `key-number-${++readings}` });
		const fields = async () => await credential.fields(read, ['apiKey']);
		const refused = await fields();
		await Promise.all([credential.forget(refused), credential.forget(refused)]);
		const [one, other] = await Promise.all([fields(), fields()]);
		expect([one, other]).toEqual([{ apiKey: 'key-number-2' }, { apiKey: 'key-number-2' }]);
		await credential.forget(refused);
		await fields();
		expect(readings).toBe(2);
		expect(credential.redactor.clean('key-number-1, key-number-2')).toBe('…, …');
	});

	it('is read again after a failure', async () => {
		const fail = async () => {
			throw new Error('database is locked');
		};
		const { read } = readingClient([fail, ...always]);
		await expect(read()).rejects.toThrow('database is locked');
		expect(await read()).toEqual({ apiKey: 'a-fake-key' });
	});

	it('is that of the refusal, if it cannot be read again', async () => {
		let readings = 0;
		const getCredentials = async () => {
			if (++readings > 1) throw new Error('The credential was deleted');
			return CREDENTIAL;
		};
		const helpers = fakeHelpers(() => ({ statusCode: 401 }));
		const answer = await fakeClient({ getCredentials, helpers }).attempt({
			method: 'GET',
			path: '/v1/runs',
			rule: 'read',
		});
		expect(answer).toMatchObject({ failure: { statusCode: 401 } });
		expect(readings).toBe(2);
	});

	const SECRET = 'sk-"A"/b c\\d&é';

	it.each([
		['as it is', SECRET],
		['in JSON', JSON.stringify({ key: SECRET }).slice(8, -2)],
		['in a URL', encodeURIComponent(SECRET)],
	])('has secrets, which texts of the service do not show: %s', async (_form, shown) => {
		const callbackSecret = ` ${SECRET}\n`;
		const credential = { ...CREDENTIAL, callbackSecret };
		const client = fakeClient({ getCredentials: async () => credential });
		await client.credential();
		const text = (one: string, other: string) => `(${one}) (${other}) (${CREDENTIAL.baseUrl})`;
		expect(client.redact(text(shown, CREDENTIAL.apiKey))).toBe(text('…', '…'));
	});

	it('leaves words in texts that a short secret could be', async () => {
		const getCredentials = async () => ({ apiKey: 'limit', callbackSecret: '' });
		const client = fakeClient({ getCredentials });
		await client.credential();
		expect(client.redact('The limit is 5')).toBe('The limit is 5');
	});
});

describe('the Base URL of a client', () => {
	const baseUrlOf = async (baseUrl: unknown) =>
		await fakeClient({ getCredentials: async () => ({ baseUrl }) }).baseUrl();

	it.each([
		['', 'https://backend.noxus.ai'],
		['HTTP://10.0.0.12:8080/v1/', 'http://10.0.0.12:8080'],
	])('is read from the credential: %j', async (value, expected) => {
		expect(await baseUrlOf(value)).toBe(expected);
	});

	it.each(['noxus.test', 'ftp://noxus.test', 'http:/noxus.test', 'https:///v1', 'not-a-key'])(
		'is a web address, or an error that does not show it: %j',
		async (value) => {
			const error = await baseUrlOf(value).catch((caught: unknown) => caught);
			expect(error).toMatchObject({
				message: 'The Base URL of the Noxus credential must begin with http:// or https://',
				description: expect.stringContaining('https://backend.noxus.ai'),
			});
			expect(JSON.stringify(error)).not.toContain(value);
		},
	);
});

describe('a request of a client', () => {
	const READ: ApiRequest = { method: 'GET', path: '/v1/runs', rule: 'read' };

	/** Sends a request, and returns the options with which n8n's helper was called. */
	async function optionsFor(request: Partial<ApiRequest>): Promise<IHttpRequestOptions> {
		const sent: IHttpRequestOptions[] = [];
		const answer = (options: IHttpRequestOptions) => {
			sent.push(options);
			return { statusCode: 200, body: '{}' };
		};
		await fakeClient({ helpers: fakeHelpers(answer) }).send({ ...READ, ...request });
		return sent[0] as IHttpRequestOptions;
	}

	it('is for the Base URL, follows no redirect, and reads its body itself', async () => {
		expect(await optionsFor({ query: { page: 2 } })).toMatchObject({
			method: 'GET',
			url: `${CREDENTIAL.baseUrl}/v1/runs`,
			qs: { page: 2 },
			body: undefined,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
	});

	it('has its JSON as text, because n8n drops some keys of an object', async () => {
		const json = JSON.parse('{"constructor": 1, "__proto__": 2, "prototype": 3}') as unknown;
		const { body, headers } = await optionsFor({ method: 'POST', json });
		expect(body).toBe('{"constructor":1,"__proto__":2,"prototype":3}');
		expect(headers).toEqual({ 'content-type': 'application/json' });
	});

	it.each<[string, () => unknown, unknown]>([
		['a stream of JSON', () => Readable.from([Buffer.from('{"a": '), Buffer.from('1}')]), { a: 1 }],
		['a stream of text', () => Readable.from([Buffer.from('<html>')]), '<html>'],
		['an object', () => ({ a: 1 }), { a: 1 }],
		['text', () => 'a-fake-key?', '…?'],
		['nothing', () => undefined, ''],
	])('returns what the service answers: %s', async (_name, body, expected) => {
		const helpers = fakeHelpers(() => ({ statusCode: 200, body: body() }));
		expect((await fakeClient({ helpers }).send(READ)).body).toEqual(expected);
	});

	it('is sent again after a failure that passes', async () => {
		const statusCodes = [503, 502, 200];
		const helpers = fakeHelpers(() => ({ statusCode: statusCodes.shift() ?? 0, body: '{}' }));
		expect(await fakeClient({ helpers }).send(READ)).toMatchObject({ statusCode: 200 });
		expect(statusCodes).toEqual([]);
	});

	it('ends after a total time, even if its body arrives byte by byte', async () => {
		const helpers = fakeHelpers((_options, signal) => {
			async function* drip() {
				for (;;) {
					await sleep(1_000);
					if (signal.aborted) throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
					yield Buffer.from(' ');
				}
			}
			return { statusCode: 200, body: drip() };
		});
		const fromMs = Date.now();
		const request = { ...READ, timeoutMs: 5_500, maxAttempts: 1 };
		await expect(fakeClient({ helpers }).send(request)).rejects.toMatchObject({
			message: 'The connection to Noxus timed out',
			httpCode: 'ETIMEDOUT',
		});
		expect(Date.now() - fromMs).toBe(6_000);
	});

	it('is ended where its body is larger than it accepts, and is not sent again', async () => {
		let count = 0;
		const helpers = fakeHelpers(() => {
			count++;
			return { statusCode: 200, body: Readable.from([Buffer.alloc(11, 'x')]) };
		});
		const sending = fakeClient({ helpers }).send({ ...READ, maxBytes: 10 });
		await expect(sending).rejects.toMatchObject({ httpCode: '200' });
		expect(count).toBe(1);
	});

	it.each<[string, ApiRequest['outlives'], string, number]>([
		['ends', undefined, 'The execution was stopped', 0],
		['is completed, in a limited time,', 'stop', 'Noxus did not respond in time', 15_000],
		['ends, if it only outlives its siblings,', 'siblings', 'Noxus did not respond in time', 0],
	])('%s when the execution is stopped', async (_name, outlives, message, afterMs) => {
		const stop = new AbortController();
		const client = stoppable(stop.signal, {
			helpers: fakeHelpers((_options, signal) => hang(signal)),
		});
		const sending = client.send({ ...READ, rule: 'create', outlives });
		const fromMs = Date.now();
		setTimeout(() => stop.abort(), 1_000);
		await expect(sending).rejects.toThrow(message);
		expect(Date.now() - fromMs).toBe(1_000 + afterMs);
	});

	it.each<[string, ApiRequest['outlives'], boolean]>([
		['is ended', undefined, true],
		['is completed, if it outlives them,', 'siblings', false],
	])('%s when another item has failed', async (_name, outlives, isEnded) => {
		const siblings = new AbortController();
		const helpers = fakeHelpers(async (_options, signal) => {
			siblings.abort();
			if (signal.aborted) return await hang(signal);
			return { statusCode: 200, body: '{}' };
		});
		const client = fakeClient({ helpers }).endingWith(siblings.signal);
		const sent = await client.send({ ...READ, outlives }).catch((error: Error) => error.message);
		expect(typeof sent === 'string').toBe(isEnded);
	});

	it('begins no other attempt after its deadline', async () => {
		const helpers = fakeHelpers((_options, signal) => hang(signal));
		const fromMs = Date.now();
		const sending = fakeClient({ helpers }).send({ ...READ, deadlineAtMs: fromMs });
		await expect(sending).rejects.toMatchObject({
			message: 'Noxus did not respond within the time limit',
		});
		expect(Date.now() - fromMs).toBe(5_000);
	});
});

it('A client may be made for any context, such as that of an editor without a Stop button', () => {
	const client = new ApiClient(fakeClient().context, noxus);
	expect(client.isStopped).toBe(false);
	expect(() => client.throwIfStopped()).not.toThrow();
});
