import { flowIdOf, FLOWS, UNTIL_HURRIED_MS, type FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { listen, readStream } from '../support/client';
import { call, codeOf, eventsIn, eventually, open, post, typesOf } from './support/client';
import type { Answer } from './support/client';

const used = useNoukai();

type Fields = Record<string, unknown>;

async function execute(flow: FlowName, body: Fields = {}): Promise<string> {
	const answer = await post(used.simulator, flow, 'execute', { message: 'x', ...body });
	return String(answer.body.executionId);
}
const get = async (path: string, key?: 'b' | 'admin') => await call(used.simulator, path, { key });
const stepsOf = ({ body }: Answer) => body.steps as Fields[];

/** Where the trace of an execution is, in both families of URLs. */
const families = [
	['slug', (flow: FlowName, id: string) => `/seq/${FLOWS[flow]}/runs/${id}`],
	['flow-runs', (_flow: FlowName, id: string) => `/flow-runs/${id}`],
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
