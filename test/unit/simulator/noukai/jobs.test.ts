import { flowIdOf, FLOWS, type FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, codeOf, eventually, finishJob, post } from './support/client';

const used = useNoukai();

const submit = async (flow: FlowName, body: Record<string, unknown> = {}) =>
	await post(used.simulator, flow, 'jobs', { message: 'x', ...body });
const read = async (flow: keyof typeof FLOWS, id: unknown) =>
	await call(used.simulator, `/seq/${FLOWS[flow]}/jobs/${String(id)}`);
const UNTIL_HURRIED_MS = 3_600_000;

describe('jobs', () => {
	it('are started, pending, running and completed', async () => {
		used.simulator.settings.queueMs = UNTIL_HURRIED_MS;
		const { status, body } = await submit('slow', {
			parameters: { milliseconds: UNTIL_HURRIED_MS },
		});
		const { executionId } = body;
		expect(status).toBe(202);
		expect(body).toEqual({
			executionId,
			status: 'started',
			flowId: flowIdOf(FLOWS.slow),
			blockCount: 1,
		});
		const job = used.simulator.executions[0];
		expect((await read('slow', executionId)).body).toMatchObject({ status: 'pending' });
		used.simulator.hurry(String(executionId));
		await eventually(() => job?.status === 'running');
		expect((await read('slow', executionId)).body).toEqual({
			executionId,
			status: 'running',
			result: null,
			error: null,
		});
		used.simulator.hurry(String(executionId));
		await eventually(() => job?.status === 'completed');
		expect((await read('slow', executionId)).body).toMatchObject({
			status: 'completed',
			error: null,
		});
		expect(() => used.simulator.hurry(String(executionId))).toThrow('not busy');
	});

	it.each([
		['hello', 'completed', { text: 'Hello: x' }, null],
		['failing', 'failed', null, 'The block failed'],
		['failingSecond', 'failed', null, 'The block failed'],
	] as const)('of %s end as %s', async (flow, status, result, error) => {
		expect(await finishJob(used.simulator, flow)).toMatchObject({ status, result, error });
	});

	it('keep their version when they are read without one', async () => {
		const { body } = await post(used.simulator, 'versions', 'v2/jobs', { message: 'x' });
		await eventually(() => used.simulator.executions[0]?.isOver === true);
		expect((await read('versions', body.executionId)).body.result).toEqual({ version: 2 });
	});

	it('are found after a while only, if the switch says so', async () => {
		used.simulator.settings.jobAppearsAfterMs = UNTIL_HURRIED_MS;
		const { body } = await submit('hello');
		const answer = await read('hello', body.executionId);
		expect([answer.status, codeOf(answer)]).toEqual([404, 'JOB_NOT_FOUND']);
		used.simulator.settings.jobAppearsAfterMs = 0;
		expect((await read('hello', body.executionId)).status).toBe(200);
	});

	it('are read as running for a while after their end, if the switch says so', async () => {
		used.simulator.settings.jobReadLagMs = UNTIL_HURRIED_MS;
		const { body } = await submit('hello');
		await eventually(() => used.simulator.executions[0]?.isOver === true);
		expect((await read('hello', body.executionId)).body.status).toBe('running');
	});

	it('are 404 for other flows, other ids and executions that are no jobs', async () => {
		const { body } = await submit('hello');
		const other = await post(used.simulator, 'hello', 'execute', { message: 'x' });
		for (const answer of [
			await read('echo', body.executionId),
			await read('hello', 'x'),
			await read('hello', other.body.executionId),
		]) {
			expect([answer.status, codeOf(answer)]).toEqual([404, 'JOB_NOT_FOUND']);
		}
	});

	it('may be answered with 200', async () => {
		used.simulator.settings.jobStatusCode = 200;
		expect((await submit('hello')).status).toBe(200);
	});

	it.each([
		['accept', 202, [{ role: 'user', content: 'a' }]],
		['ignore', 202, []],
		['reject', 422, undefined],
	] as const)('%s messages and attachments', async (jobExtras, status, messages) => {
		used.simulator.settings.jobExtras = jobExtras;
		const extras = {
			message: null,
			messages: [{ role: 'user', content: 'a' }],
			parameters: { a: 1 },
		};
		expect((await submit('chat', extras)).status).toBe(status);
		expect(used.simulator.executions[0]?.start.inputs.messages).toEqual(messages);
	});

	it.each([
		[{ callbackUrl: 1 }, 422],
		[{ callbackUrl: 'https://example.com/', callbackEvents: ['flow.paused'] }, 422],
		[{ callbackEvents: 'flow.failed' }, 422],
	])('refuse %j', async (body, status) => {
		expect((await submit('hello', body)).status).toBe(status);
	});
});
