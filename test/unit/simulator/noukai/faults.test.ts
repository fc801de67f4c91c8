import { startNoukai, type Fault } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, codeOf, eventually, open, post } from './support/client';

const used = useNoukai();

const hello = async () => await post(used.simulator, 'hello', 'execute', { message: 'x' });
const add = (fault: Omit<Fault, 'path'>) =>
	used.simulator.addFault({ path: '/execute$', ...fault });

describe('faults', () => {
	it.each([
		[402, 'INSUFFICIENT_CREDITS'],
		[429, 'RATE_LIMIT'],
		[500, 'INTERNAL_ERROR'],
		[503, 'BILLING_UNAVAILABLE'],
		[504, undefined],
	])('answer %i with the code %s, once', async (statusCode, code) => {
		add({ kind: 'status', statusCode, times: 1, headers: { 'retry-after': '7' } });
		const answer = await hello();
		expect([answer.status, codeOf(answer)]).toEqual([statusCode, code]);
		expect(answer.headers.get('retry-after')).toBe('7');
		expect((await hello()).status).toBe(200);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it.each([
		['HTML', 502, '<html>Bad gateway</html>', 'text/html'],
		['nothing', 200, '', 'application/json'],
		['broken JSON', 200, '{"status": "comp', 'application/json'],
		['other JSON', 200, '[1]', 'application/json'],
	])('answer %s', async (_name, statusCode, body, type) => {
		add({ kind: 'status', statusCode, body, headers: { 'content-type': type } });
		const response = await open(used.simulator, '/seq/acme/demo/hello-world/execute', {
			method: 'POST',
			body: { message: 'x' },
		});
		expect(response.status).toBe(statusCode);
		expect(response.headers.get('content-type')).toContain(type);
		expect(await response.text()).toBe(body);
	});

	it.each([
		['reset', 0],
		['resetAfterHandling', 1],
		['resetMidBody', 1],
	] as const)('%s leaves the client without an answer after %i executions', async (kind, count) => {
		add({ kind, times: 1 });
		await expect(hello()).rejects.toThrow();
		expect(used.simulator.executions).toHaveLength(count);
	});

	it('hold until they are cleared', async () => {
		add({ kind: 'hold' });
		const answer = hello();
		await eventually(() => used.simulator.calls.length === 1);
		expect(used.simulator.executions).toHaveLength(0);
		used.simulator.clearFaults();
		expect((await answer).status).toBe(200);
	});

	it('repeat the key', async () => {
		add({ kind: 'echoKey' });
		const answer = await hello();
		expect(JSON.stringify(answer.body)).toContain('nk_test_');
		expect(answer.headers.get('x-request-id')).toContain('nk_test_');
	});
});

describe('steering', () => {
	const steer = async (method: string, path: string, body?: unknown) =>
		await call(used.simulator, `${used.simulator.origin}/_simulator${path}`, {
			method,
			key: null,
			body,
		});

	it('works from another process', async () => {
		expect((await steer('POST', '/settings', { blokMs: 1 })).status).toBe(400);
		expect((await steer('POST', '/settings', { webhook: { times: 'x' } })).status).toBe(400);
		await steer('POST', '/settings', { blockMs: 1, webhook: { times: 3 } });
		expect(used.simulator.settings).toMatchObject({
			blockMs: 1,
			webhook: { times: 3, delayMs: 0 },
		});
		await steer('POST', '/faults', {
			path: '/execute$',
			kind: 'status',
			statusCode: 502,
			times: 1,
		});
		expect((await hello()).status).toBe(502);
		await hello();
		expect((await steer('GET', '/state')).body).toMatchObject({
			executions: [{ flow: 'acme/demo/hello-world', keyName: 'a', requestBody: { message: 'x' } }],
			calls: [{ statusCode: 502 }, { statusCode: 200, body: { message: 'x' } }],
			deliveries: [],
		});
		await steer('POST', '/reset');
		expect(used.simulator.executions).toHaveLength(0);
		expect(used.simulator.settings.blockMs).toBe(5);
	});

	it('hurries an execution, and posts a webhook', async () => {
		const parameters = { milliseconds: 3_600_000 };
		await post(used.simulator, 'slow', 'jobs', { parameters });
		const [job] = used.simulator.executions;
		await eventually(() => job?.status === 'running');
		expect((await steer('POST', `/executions/${String(job?.id)}/hurry`)).status).toBe(200);
		await eventually(() => job?.isOver === true);
		expect((await steer('POST', `/executions/${String(job?.id)}/webhook`)).status).toBe(400);
		const body = { url: 'http://127.0.0.1:9/' };
		const sent = await steer('POST', `/executions/${String(job?.id)}/webhook`, body);
		expect(sent.body).toMatchObject({ status: 'failed_permanent', attempts: [] });
	});
});

it('close ends at once with executions in flight', async () => {
	const doomed = await startNoukai();
	const answer = post(doomed, 'slow', 'execute', { parameters: { milliseconds: 60_000 } });
	const failure = expect(answer).rejects.toThrow();
	await eventually(() => doomed.executions.length === 1);
	await doomed.close();
	await failure;
	expect(doomed.executions[0]?.status).toBe('running');
});
