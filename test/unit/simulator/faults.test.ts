import { WORKFLOWS, type Fault } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, eventually, finish, json, listen, readStream, sleep } from './support/client';

const used = useSimulator();

const RUNS = `/v1/workflows/${WORKFLOWS.echo}/runs`;
const create = async (signal?: AbortSignal) =>
	await call(used.simulator, RUNS, { method: 'POST', body: { input: { Text: 'a' } }, signal });

describe('faults', () => {
	it.each([
		[{ times: 1 }, [503, 200, 200]],
		[{ times: 1, skip: 1 }, [200, 503, 200]],
		[{ times: 2 }, [503, 503, 200]],
		[{}, [503, 503, 503]],
		[{ method: 'GET' }, [200, 200, 200]],
		[{ path: '/v1/file' }, [200, 200, 200]],
	] as Array<[Partial<Fault>, number[]]>)('%j hits %j', async (fault, statuses) => {
		used.simulator.addFault({ path: '/runs$', kind: 'status', statusCode: 503, ...fault });
		const seen: number[] = [];
		while (seen.length < statuses.length) seen.push((await create()).status);
		expect(seen).toEqual(statuses);
		expect(used.simulator.runs).toHaveLength(statuses.filter((status) => status === 200).length);
	});

	it.each([
		[{}, '{"detail":"Simulated 500"}'],
		[{ body: '<html>Bad gateway</html>' }, '<html>Bad gateway</html>'],
		[{ body: { message: 'no' } }, '{"message":"no"}'],
	])('answers with %j', async (fault, text) => {
		used.simulator.addFault({
			path: RUNS,
			kind: 'status',
			headers: { 'retry-after': '7' },
			...fault,
		});
		const response = await create();
		expect(response.headers.get('retry-after')).toBe('7');
		expect(await response.text()).toBe(text);
	});

	it.each([
		['reset', 0],
		['resetAfterHandling', 1],
	] as const)('%s leaves the client without an answer and creates %i runs', async (kind, runs) => {
		used.simulator.addFault({ path: '/runs$', kind, times: 1 });
		await expect(create()).rejects.toThrow('fetch failed');
		expect(used.simulator.runs).toHaveLength(runs);
		expect(used.simulator.calls).toMatchObject([{ statusCode: null, closedByClient: false }]);
		expect((await create()).status).toBe(200);
		expect(used.simulator.runs).toHaveLength(runs + 1);
	});

	it('resetMidBody sends half of the body', async () => {
		used.simulator.addFault({ path: '/runs$', kind: 'resetMidBody', times: 1 });
		const { text, wasCut } = await readStream(await create());
		expect(wasCut).toBe(true);
		expect(text).toMatch(/^\{"id":/);
		expect(used.simulator.runs).toHaveLength(1);
	});

	it.each([
		['hang', 0],
		['hangAfterHandling', 1],
	] as const)('%s never answers and creates %i runs', async (kind, runs) => {
		used.simulator.addFault({ path: '/runs$', kind });
		const patience = new AbortController();
		const answer = create(patience.signal);
		const answered = answer.catch(() => 'aborted');
		await eventually(
			() => used.simulator.calls.length === 1 && used.simulator.runs.length === runs,
		);
		expect(await Promise.race([answered, sleep(60)])).toBeUndefined();
		patience.abort();
		await expect(answer).rejects.toThrow(/abort/);
		await eventually(() => used.simulator.calls[0]?.endedAt !== undefined);
		expect(used.simulator.runs).toHaveLength(runs);
		expect(used.simulator.calls).toMatchObject([{ statusCode: null, closedByClient: true }]);
	});

	it('hold answers when the faults are cleared', async () => {
		used.simulator.addFault({ path: '/runs$', kind: 'hold' });
		const answers = Promise.all([create(), create()]);
		await eventually(() => used.simulator.calls.length === 2);
		expect(await Promise.race([answers, sleep(60)])).toBeUndefined();
		expect(used.simulator.runs).toHaveLength(0);
		used.simulator.clearFaults();
		expect((await answers).map(({ status }) => status)).toEqual([200, 200]);
		expect(used.simulator.runs).toHaveLength(2);
	});

	it('hold ends with a reset', async () => {
		used.simulator.addFault({ path: '/runs$', kind: 'hold' });
		const answer = create();
		await eventually(() => used.simulator.calls.length === 1);
		used.simulator.reset();
		expect((await answer).status).toBe(500);
		expect(used.simulator.runs).toHaveLength(0);
	});

	it('delay answers late', async () => {
		used.simulator.addFault({ path: '/runs$', kind: 'delay', delayMs: 50 });
		const startedAtMs = Date.now();
		expect((await create()).status).toBe(200);
		expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(48);
	});

	it.each(['reset', 'resetAfterHandling', 'resetMidBody'] as const)(
		'%s of a stream',
		async (kind) => {
			const run = await finish(used.simulator, 'echo');
			used.simulator.addFault({ path: '/events$', kind, times: 1 });
			const open = async () => await call(used.simulator, `/v1/runs/${run.id}/events`);
			if (kind === 'resetMidBody') expect((await readStream(await open())).wasCut).toBe(true);
			else await expect(open()).rejects.toThrow('fetch failed');
			expect((await readStream(await open())).wasCut).toBe(false);
		},
	);

	it('hangMidBody of a stream sends half an event and stays open', async () => {
		const run = await finish(used.simulator, 'echo');
		used.simulator.addFault({ path: '/events$', kind: 'hangMidBody', times: 1 });
		const { heard, ended } = listen(await call(used.simulator, `/v1/runs/${run.id}/events`));
		await eventually(() => heard.text.startsWith('event: message'));
		await sleep(60);
		expect(heard).toEqual({
			text: 'event: message\ndata: {"type": "sta',
			hasEnded: false,
			wasCut: false,
		});
		used.simulator.clearFaults();
		await Promise.race([ended, sleep(1)]);
	});

	it.each([
		['HTML with 200', 200, 'text/html', '<a'.repeat(128 * 1024)],
		['an empty 200', 200, 'application/json', ''],
		['a 204', 204, null, ''],
		['JSON that is cut', 200, 'application/json', '{"id": "1", "sta'],
	])('status can answer with %s', async (_name, statusCode, type, body) => {
		const headers: Record<string, string> = type === null ? {} : { 'content-type': type };
		used.simulator.addFault({ path: '/runs$', kind: 'status', statusCode, headers, body });
		const response = await create();
		expect(response.status).toBe(statusCode);
		if (type !== null) expect(response.headers.get('content-type')).toContain(type);
		expect(await response.text()).toBe(body);
	});

	it('can be steered from another process', async () => {
		const steer = async (method: string, path: string, body?: unknown) =>
			await call(used.simulator, `/_simulator${path}`, { method, key: null, body });
		expect((await steer('POST', '/faults', { path: 'x', kind: 'explode' })).status).toBe(400);
		await steer('POST', '/faults', { path: '/runs$', kind: 'status', statusCode: 502 });
		expect((await create()).status).toBe(502);
		await steer('DELETE', '/faults');
		expect((await create()).status).toBe(200);
		expect((await steer('POST', '/settings', { quueMs: 1 })).status).toBe(400);
		await steer('POST', '/settings', { runMs: 1, callback: { times: 3 } });
		expect(used.simulator.settings).toMatchObject({ runMs: 1, callback: { times: 3, retries: 0 } });
		expect(await json(steer('GET', '/state'))).toMatchObject({
			runsCreated: 1,
			runs: [{ createBody: { input: { Text: 'a' } }, keyName: 'a', mode: 'async' }],
			calls: [{ statusCode: 502 }, { statusCode: 200 }],
			callbacks: [],
		});
		await steer('POST', '/reset');
		expect(await json(steer('GET', '/runs'))).toEqual([]);
		expect(await json(steer('GET', '/calls'))).toEqual([]);
		expect(used.simulator.settings.runMs).toBe(10);
	});
});
