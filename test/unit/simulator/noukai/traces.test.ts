import { flowIdOf, FLOWS, UNTIL_HURRIED_MS } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { listen, readStream } from '../support/client';
import {
	call,
	codeOf,
	eventsIn,
	eventually,
	finishJob,
	open,
	post,
	typesOf,
} from './support/client';
import type { Answer } from './support/client';

const used = useNoukai();

type Flow = Parameters<typeof post>[1];
type Fields = Record<string, unknown>;

async function execute(flow: Flow, body: Fields = {}): Promise<string> {
	const answer = await post(used.simulator, flow, 'execute', { message: 'x', ...body });
	return String(answer.body.executionId);
}
const get = async (path: string, key?: 'b' | 'admin') => await call(used.simulator, path, { key });
const stepsOf = ({ body }: Answer) => body.steps as Fields[];

/** Where the trace of an execution is, in both families of URLs. */
const families = [
	['slug', (flow: Flow, id: string) => `/seq/${FLOWS[flow]}/runs/${id}`],
	['flow-runs', (_flow: Flow, id: string) => `/flow-runs/${id}`],
] as const;

describe.each(families)('traces by %s', (_name, pathOf) => {
	it('have the run and its steps', async () => {
		const id = await execute('twoStep');
		const trace = await get(`${pathOf('twoStep', id)}/trace`);
		expect(trace.body.flowRun).toMatchObject({
			id,
			flowId: flowIdOf(FLOWS.twoStep),
			status: 'completed',
			triggerType: 'execute',
			stepCount: 2,
		});
		expect(stepsOf(trace)).toMatchObject([
			{ stepId: 'step-1', attempt: 1, status: 'completed', modelUsed: 'simulated/model-1' },
			{ stepId: 'step-2', attempt: 1, status: 'completed', truncated: false },
		]);
		expect(stepsOf(trace)[0]).not.toHaveProperty('name');
	});

	it('of a step: the latest attempt, one of them, or all', async () => {
		const path = `${pathOf('retried', await execute('retried'))}/steps/step-1/trace`;
		expect((await get(path)).body).toMatchObject({ attempt: 2, status: 'completed' });
		expect((await get(`${path}?attempt=1`)).body).toMatchObject({
			status: 'failed',
			errorContext: { message: 'The block failed', code: 'BLOCK_FAILED' },
		});
		const { attempts } = (await get(`${path}?attempt=all`)).body;
		expect((attempts as Fields[]).map(({ attempt }) => attempt)).toEqual([1, 2]);
		expect((await get(`${path}?attempt=x`)).status).toBe(422);
		expect((await get(`${path}?attempt=9`)).status).toBe(404);
	});

	it('of a step in a loop, by its index', async () => {
		const path = pathOf('loop', await execute('loop'));
		const step = await get(`${path}/steps/step-2-body/trace?loop_index=1`);
		expect(step.body).toMatchObject({ loopIndex: 1, attempt: 1 });
		expect(stepsOf(await get(`${path}/trace`))).toHaveLength(6);
	});

	it('stream what was, and what comes', async () => {
		const parameters = { milliseconds: UNTIL_HURRIED_MS };
		const { body } = await post(used.simulator, 'slow', 'jobs', { parameters });
		const id = String(body.executionId);
		const { heard, ended } = listen(
			await open(used.simulator, `${pathOf('slow', id)}/trace/stream`),
		);
		await eventually(() => typesOf(eventsIn(heard.text)).includes('step_started'));
		expect(heard.hasEnded).toBe(false);
		used.simulator.hurry(id);
		const whole = typesOf(eventsIn((await ended).text));
		expect([whole[0], whole.at(-1)]).toEqual(['run_started', 'flow_completed']);
		const again = await open(used.simulator, `${pathOf('slow', id)}/trace/stream`);
		expect(typesOf(eventsIn((await readStream(again)).text))).toEqual(whole);
	});

	it('are 404 for an unknown run', async () => {
		const answer = await get(`${pathOf('hello', 'x')}/trace`);
		expect([answer.status, codeOf(answer)]).toEqual([404, 'RUN_NOT_FOUND']);
	});
});

describe('what a trace keeps', () => {
	const contexts = async (body: Fields = {}) => {
		const id = await execute('hello', body);
		return stepsOf(await get(`/flow-runs/${id}/trace`))[0];
	};

	it.each([
		['full', { text: 'Hello: x', __rendered_prompt__: expect.any(String) }, expect.any(Number)],
		['redacted', { text: '[REDACTED]', __rendered_prompt__: '[REDACTED]' }, expect.any(Number)],
		['metadata_only', null, expect.any(Number)],
		['off', null, null],
	] as const)('in mode %s', async (captureMode, outputContext, outputSizeBytes) => {
		used.simulator.settings.captureMode = captureMode;
		expect(await contexts()).toMatchObject({ outputContext, outputSizeBytes });
	});

	it('is all of it for a call with trace', async () => {
		expect(await contexts({ trace: true })).toMatchObject({ outputContext: { text: 'Hello: x' } });
	});
});

it.each([
	['z', /Z$/],
	['naive', /\.\d{6}$/],
] as const)('dates are %s', async (dateStyle, pattern) => {
	used.simulator.settings.dateStyle = dateStyle;
	const { body } = await get(`/flow-runs/${await execute('hello')}/trace`);
	expect((body.flowRun as Fields).startedAt).toMatch(pattern);
});

describe('access to traces', () => {
	it.each([401, 403, 404] as const)('by slug may be %i for API keys', async (status) => {
		const path = `/seq/${FLOWS.hello}/runs/${await execute('hello')}/trace`;
		used.simulator.settings.runTracesStatus = status;
		expect((await get(path)).status).toBe(status);
		expect((await get(path, 'admin')).status).toBe(200);
	});

	it('by flow run is 403 for another project, and may have ids of its own', async () => {
		const id = await execute('hello');
		expect((await get(`/flow-runs/${id}/trace`, 'b')).status).toBe(403);
		used.simulator.settings.flowRunIds = 'own';
		expect((await get(`/flow-runs/${id}/trace`)).status).toBe(404);
		const list = await get(`/flow-runs?flow_id=${flowIdOf(FLOWS.hello)}`);
		const [run] = list.body.runs as Fields[];
		expect(run?.id).toMatch(/^fr_/);
		expect((await get(`/flow-runs/${String(run?.id)}/trace`)).status).toBe(200);
	});
});

describe('the list of flow runs', () => {
	const list = async (query: string) =>
		await get(`/flow-runs?flow_id=${flowIdOf(FLOWS.flaky)}${query}`);
	const statusesOf = ({ body }: Answer) => (body.runs as Fields[]).map(({ status }) => status);

	it('is newest first, limited and by status', async () => {
		for (let count = 0; count < 3; count += 1) await execute('flaky');
		expect(statusesOf(await list(''))).toEqual(['failed', 'completed', 'failed']);
		expect(statusesOf(await list('&limit=2&cursor=ignored'))).toEqual(['failed', 'completed']);
		expect(statusesOf(await list('&status=completed'))).toEqual(['completed']);
	});

	it.each(['&limit=0', '&limit=101', '&status=done'])('refuses %s', async (query) => {
		expect((await list(query)).status).toBe(422);
	});

	it('wants a flow_id, and is empty for an unknown one', async () => {
		expect((await get('/flow-runs')).status).toBe(422);
		expect((await get('/flow-runs?flow_id=x')).body).toEqual({ runs: [] });
	});

	it('has few fields, and a cursor, if the switches say so', async () => {
		await execute('flaky');
		Object.assign(used.simulator.settings, { flowRunFields: 'minimal', flowRunsCursor: 'c' });
		const { body } = await list('');
		expect(body.nextCursor).toBe('c');
		expect(Object.keys((body.runs as Fields[])[0] ?? {})).toEqual([
			'id',
			'flowId',
			'status',
			'triggerType',
		]);
	});
});

describe('sessions', () => {
	const session = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
	const headers = { 'x-session-id': session };
	const read = async (id = session, key?: 'b') => await get(`/seq/sessions/${id}`, key);

	it('have their executions, with what replay needs', async () => {
		await post(used.simulator, 'hello', 'execute', { message: 'a', trace: true }, { headers });
		await post(used.simulator, 'failing', 'execute', { message: 'b' }, { headers });
		await execute('hello');
		const { body } = await read();
		expect(body).toMatchObject({
			sessionId: session,
			executions: [
				{
					slug: 'hello-world',
					triggerType: 'execute',
					status: 'completed',
					traceCaptureMode: 'full',
					snapshotsAvailable: true,
					errorAtStep: null,
					steps: [{ stepId: 'step-1', outputSnapshot: { text: 'Hello: a' } }],
				},
				{
					slug: 'failing',
					status: 'failed',
					snapshotsAvailable: false,
					errorAtStep: 'step-1',
					steps: [{ errorSnapshot: { message: 'The block failed' }, outputSnapshot: null }],
				},
			],
		});
		expect(used.simulator.calls[0]?.sessionId).toBe(session);
	});

	it('are refused for a bad id, an unknown one, another project, and when expired', async () => {
		await post(used.simulator, 'hello', 'execute', { message: 'a' }, { headers });
		expect((await read('x')).status).toBe(400);
		expect((await read('6f9619ff-8b86-4d01-b42d-000000000000')).status).toBe(404);
		expect((await read(session, 'b')).status).toBe(403);
		used.simulator.settings.sessionsExpired = true;
		expect((await read()).status).toBe(410);
	});

	it('hold jobs, too', async () => {
		await post(used.simulator, 'hello', 'jobs', { message: 'a' }, { headers });
		await finishJob(used.simulator, 'hello');
		expect((await read()).body.executions).toMatchObject([{ triggerType: 'job' }]);
	});
});
