import { flowIdOf, FLOWS, UNTIL_HURRIED_MS, type FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { eventually, post } from './support/client';

const used = useNoukai();

const execute = async (flow: FlowName, body: unknown = { message: 'x' }) =>
	await post(used.simulator, flow, 'execute', body);

describe('execute', () => {
	it('answers with the result of the last step', async () => {
		const { status, headers, body } = await execute('twoStep', { message: 'hi' });
		expect(status).toBe(200);
		expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
		expect(body).toEqual({
			status: 'completed',
			result: { text: 'HI!' },
			flowId: flowIdOf(FLOWS.twoStep),
			blockCount: 2,
			executionId: used.simulator.executions[0]?.id,
		});
	});

	it('passes everything on that it was sent', async () => {
		const sent = {
			message: 'm',
			parameters: { a: 1 },
			block_overrides: { 'step-1': { temperature: 0 }, other: {} },
			attachments: [{ kind: 'url', url: 'https://example.com/a.png', mime_type: 'image/png' }],
		};
		const { body } = await execute('echo', sent);
		expect(body.result).toEqual({
			message: 'm',
			messages: [],
			parameters: { a: 1 },
			attachments: sent.attachments,
			blockOverrides: { temperature: 0 },
			version: 1,
		});
		const { body: camel } = await execute('echo', {
			message: 'm',
			blockOverrides: { 'step-1': { a: 1 } },
		});
		expect(camel.result).toMatchObject({ blockOverrides: { a: 1 } });
	});

	it.each([
		['failing', 'The block failed', 'failed'],
		['plainText', 'Hello: x', 'completed'],
		['chat', { content: 'You said: x', type: 'message', metadata: { turns: 1 } }, 'completed'],
		['retried', { greeting: { text: 'Hello: x' }, attempt: 2 }, 'completed'],
		[
			'loop',
			{ text: '[{"item":0,"index":0},{"item":1,"index":1},{"item":2,"index":2}]!' },
			'completed',
		],
		[
			'parallel',
			{ text: '{"step-1-1":{"text":"Hello: x"},"step-1-2":{"text":"X"}}!' },
			'completed',
		],
	] as const)('%s results in %j, %s, in a 200', async (flow, result, status) => {
		expect(await execute(flow)).toMatchObject({ status: 200, body: { status, result } });
	});

	it('fails every other time', async () => {
		const statuses: unknown[] = [];
		while (statuses.length < 3) statuses.push((await execute('flaky')).body.status);
		expect(statuses).toEqual(['failed', 'completed', 'failed']);
	});

	it('returns a text as long as asked for', async () => {
		const { body } = await execute('longOutput', { parameters: { length: 300_000 } });
		expect((body.result as { text: string }).text).toHaveLength(300_000);
	});

	it.each([
		['versions', 'execute', 1],
		['versions', 'v0/execute', 'draft'],
		['versions', 'v2/execute', 2],
		['draftOnly', 'execute', 'draft'],
	] as const)('%s at %s runs version %s', async (flow, action, version) => {
		const { body } = await post(used.simulator, flow, action, { message: 'x' });
		expect(body.result).toEqual({ version });
	});

	it.each(['v3', 'v-1', 'v1.5', '1'])('there is no version %s', async (version) => {
		const answer = await post(used.simulator, 'versions', `${version}/execute`, { message: 'x' });
		expect(answer.status).toBe(404);
	});

	it.each([
		[
			{
				messages: [
					{ role: 'user', content: 'a' },
					{ role: 'user', content: 'b' },
				],
			},
			'You said: b',
			2,
		],
		[{ message: 'a' }, 'You said: a', 1],
	])('chats with %j', async (body, content, turns) => {
		expect((await execute('chat', body)).body.result).toMatchObject({
			content,
			metadata: { turns },
		});
	});

	it('takes as long as the setting says', async () => {
		used.simulator.settings.slowMs = 1;
		expect((await execute('slow')).body.result).toEqual({ text: 'slept 1 ms' });
	});

	it('leaves the executionId out if the switch says so', async () => {
		used.simulator.settings.executionIdInResult = false;
		expect((await execute('hello')).body).not.toHaveProperty('executionId');
	});

	it('continues when the client leaves, and ends at once when hurried', async () => {
		const patience = new AbortController();
		const options = { signal: patience.signal };
		const body = { parameters: { milliseconds: UNTIL_HURRIED_MS } };
		const answer = post(used.simulator, 'slow', 'execute', body, options).catch(() => 'left');
		await eventually(() => used.simulator.executions[0]?.busyCount === 1);
		patience.abort();
		expect(await answer).toBe('left');
		await eventually(() => used.simulator.calls[0]?.closedByClient === true);
		const [execution] = used.simulator.executions;
		expect(execution?.status).toBe('running');
		used.simulator.hurry(String(execution?.id));
		await eventually(() => execution?.status === 'completed');
	});
});
