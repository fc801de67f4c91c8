import { useNoukai } from '../../../engine/support/noukai';
import { call, codeOf, eventually, post } from './support/client';

const used = useNoukai();

const hello = async (body: unknown = { message: 'x' }, options = {}) =>
	await post(used.simulator, 'hello', 'execute', body, options);
const verify = async (options = {}) => await call(used.simulator, '/keys/verify', options);

describe('limits', () => {
	it.each([
		['seconds', /^\d+$/],
		['date', / GMT$/],
	] as const)('of requests, with Retry-After in %s', async (retryAfter, pattern) => {
		used.simulator.settings.rateLimit = { requests: 1, windowMs: 60_000, retryAfter };
		expect((await verify()).status).toBe(200);
		const answer = await verify();
		expect([answer.status, codeOf(answer)]).toEqual([429, 'RATE_LIMIT']);
		expect(answer.headers.get('retry-after')).toMatch(pattern);
		expect((await verify({ key: 'b' })).status).toBe(200);
	});

	it('of executions at the same time', async () => {
		used.simulator.settings.maxConcurrent = 1;
		const parameters = { milliseconds: 3_600_000 };
		await post(used.simulator, 'slow', 'jobs', { parameters });
		const refused = await hello();
		expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_LIMIT']);
		expect(refused.headers.get('retry-after')).toBe('1');
		const [job] = used.simulator.executions;
		await eventually(() => job?.status === 'running');
		used.simulator.hurry(String(job?.id));
		await eventually(() => job?.isOver === true && job.busyCount === 0);
		expect((await hello()).status).toBe(200);
	});

	it('of the size of a body', async () => {
		used.simulator.settings.maxBodyBytes = 100;
		expect((await hello({ message: 'a'.repeat(100) })).status).toBe(413);
	});
});

describe('errors', () => {
	it('have a status of their own where the switch gives one', async () => {
		used.simulator.settings.errorStatuses = { MISSING_MESSAGE: 422 };
		const answer = await hello({});
		expect([answer.status, codeOf(answer)]).toEqual([422, 'MISSING_MESSAGE']);
	});

	it.each([
		['list', [{ loc: ['body', 'message'], msg: expect.any(String), type: 'string_type' }]],
		['coded', { code: 'VALIDATION_ERROR', message: 'Input should be a valid string' }],
		['text', 'Input should be a valid string'],
	] as const)('of validation come as %s', async (validationShape, detail) => {
		used.simulator.settings.validationShape = validationShape;
		const answer = await hello({ message: 1 });
		expect(answer).toMatchObject({ status: 422, body: { detail } });
	});

	it.each([
		['message', { message: { code: 'MISSING_MESSAGE' } }],
		['text', { text: 'Send a message, messages or parameters' }],
		['html', { text: expect.stringMatching(/^<html>/) }],
	] as const)('come in the shape %s', async (errorShape, body) => {
		used.simulator.settings.errorShape = errorShape;
		expect((await hello({})).body).toMatchObject(body);
	});

	it('have no request id on 404, if the switch says so', async () => {
		used.simulator.settings.requestIdOn404 = false;
		const path = '/seq/acme/demo/unknown/execute';
		const answer = await call(used.simulator, path, { method: 'POST', body: { message: 'x' } });
		expect([answer.status, answer.headers.get('x-request-id')]).toEqual([404, null]);
		expect((await hello({})).headers.get('x-request-id')).not.toBeNull();
	});
});
