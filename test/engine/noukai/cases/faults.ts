import { FLOWS, KEYS, type Fault } from '../../../../simulator/noukai';
import { runNode, startNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';
import { waitUntil } from '../../support/waitUntil';

const used = useNoukai();

/** Everything that starts something, the request for that, and the status of its items. */
const OPERATIONS = [
	['Flow: execute', '/execute$', 'completed'],
	['Flow: stepThrough', '/step$', 'completed'],
	['Flow: executeAsJobAndWait', '/jobs$', 'completed'],
	['Job: submit', '/jobs$', 'started'],
] as const;

const parametersOf = (operation: string, flow: string, more = {}) => {
	const [resource = '', name = ''] = operation.split(': ');
	return { ...flowParameters(name, flow, more), resource: resource.toLowerCase() };
};

const run = async (operation: string, flow: string = FLOWS.hello, more = {}) =>
	await runNode({
		credentials: used.credentials,
		onError: 'continueRegularOutput',
		parameters: parametersOf(operation, flow, more),
	});

describe.each(OPERATIONS)('%s', (operation, path, status) => {
	it.each<[string, Omit<Fault, 'path'>]>([
		[
			'429 with Retry-After',
			{ kind: 'status', statusCode: 429, headers: { 'retry-after': '1' }, times: 2 },
		],
		['429 without Retry-After', { kind: 'status', statusCode: 429, times: 2 }],
	])('is sent again after %s, which started nothing', async (_case, fault) => {
		used.simulator.addFault({ path, ...fault });
		const { items } = await run(operation);
		expect(items[0]?.json).toMatchObject({ status });
		expect(runCalls(used.simulator)).toHaveLength(3);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('waits as long as Retry-After says', async () => {
		const headers = { 'retry-after': '3' };
		used.simulator.addFault({ path, kind: 'status', statusCode: 429, headers, times: 1 });
		await run(operation);
		const [first, second] = runCalls(used.simulator);
		expect(Number(second?.startedAt) - Number(first?.startedAt)).toBeGreaterThanOrEqual(2_900);
	});

	it.each<[string, Omit<Fault, 'path'>, number]>([
		['500', { kind: 'status', statusCode: 500 }, 0],
		['502 with a page', { kind: 'status', statusCode: 502, body: '<h1>Bad gateway</h1>' }, 0],
		['503', { kind: 'status', statusCode: 503 }, 0],
		['504', { kind: 'status', statusCode: 504 }, 0],
		['408', { kind: 'status', statusCode: 408 }, 0],
		['a reset', { kind: 'reset' }, 0],
		['a reset after it was handled', { kind: 'resetAfterHandling' }, 1],
	])('is sent once whatever happens: %s', async (_case, fault, executions) => {
		used.simulator.addFault({ path, ...fault });
		const { items } = await run(operation);
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error.description).toContain('Noukai may have run it anyway');
		expect(error.requestId).toEqual(fault.kind === 'status' ? expect.any(String) : null);
		expect(runCalls(used.simulator)).toHaveLength(1);
		expect(used.simulator.executions).toHaveLength(executions);
	});

	it('is sent again to a host that could not be reached, until it gives up', async () => {
		const { items } = await runNode({
			credentials: { ...used.credentials, baseUrl: 'http://127.0.0.1:9/api/v1' },
			onError: 'continueRegularOutput',
			parameters: parametersOf(operation, FLOWS.hello),
		});
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error.message).toBe('n8n could not reach Noukai');
		expect(error.description).not.toContain('may have run');
	});

	it.each<[number, string | undefined, RegExp]>([
		[400, undefined, /did not accept the request \[400\]/],
		[401, undefined, /did not accept the API key \[401\]/],
		[402, 'INSUFFICIENT_CREDITS', /not have enough Noukai credits \[402\]/],
		[403, 'FORBIDDEN', /not allowed to do this \[403\]/],
		[404, undefined, /This flow was not found in Noukai \[404\]/],
		[409, 'STALE_TREE', /flow was changed while this ran \[409\]/],
		[413, undefined, /too large for Noukai \[413\]/],
	])('says what a %i means', async (statusCode, code, message) => {
		const { items } = await run(operation, `acme/demo/status-${statusCode}`);
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error.message).toMatch(message);
		expect(error).toMatchObject({ httpCode: String(statusCode), requestId: expect.any(String) });
		if (code !== undefined) expect(error.code).toBe(code);
		expect(used.simulator.executions).toHaveLength(0);
	});

	it.each([
		[
			'a list',
			{ detail: [{ loc: ['body', 'message'], msg: 'Field required', type: 'missing' }] },
			'Noukai said: message: Field required.',
		],
		[
			'an object',
			{ detail: { code: 'VALIDATION_ERROR', message: 'No message' } },
			'Noukai said: No message (VALIDATION_ERROR)',
		],
		['a text', { detail: 'No message' }, 'Noukai said: No message.'],
	])('shows a 422 as text: %s', async (_case, body, text) => {
		used.simulator.addFault({ path, kind: 'status', statusCode: 422, body });
		const { items } = await run(operation);
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error.description).toContain(text);
	});

	it('names the key for a flow of another project', async () => {
		const { items } = await run(operation, FLOWS.otherProject);
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error).toMatchObject({ code: 'FLOW_NOT_FOUND', httpCode: '404' });
		expect(error.description).toContain('the API key is for this project');
	});

	it('names key and host for a key that was revoked', async () => {
		used.simulator.revokeKey('a');
		const { items } = await run(operation);
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error.description).toContain('Check the API Key and the Base URL');
	});

	it('ends with n8n’s Stop', async () => {
		used.simulator.addFault({ path, kind: 'hang' });
		const execution = await startNode({
			credentials: used.credentials,
			parameters: parametersOf(operation, FLOWS.hello),
		});
		await waitUntil(() => runCalls(used.simulator).length === 1);
		execution.cancel();
		await execution.result.catch(() => undefined);
		await waitUntil(() => runCalls(used.simulator)[0]?.endedAt !== undefined);
	});

	it('takes an answer that is none for what it is', async () => {
		used.simulator.addFault({ path, kind: 'status', statusCode: 200, body: '<h1>Hi</h1>' });
		const { items } = await run(operation);
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error.message).toMatch(/does not look like the Noukai API|was interrupted/);
		expect(runCalls(used.simulator)).toHaveLength(1);
	});

	it('counts as many executions as items when all are slowed down', async () => {
		used.simulator.settings.maxConcurrent = 2;
		used.simulator.settings.blockMs = 20;
		const { items } = await runNode({
			credentials: used.credentials,
			items: Array.from({ length: 6 }, () => ({ json: {} })),
			parameters: parametersOf(operation, FLOWS.hello),
		});
		expect(items).toHaveLength(6);
		expect(used.simulator.executions).toHaveLength(6);
	});
});

describe.each(OPERATIONS.slice(0, 2))('%s', (operation, path) => {
	it('ends at the option Timeout, and is not sent again', async () => {
		used.simulator.addFault({ path, kind: 'hang' });
		const { items } = await run(operation, FLOWS.hello, { options: { timeoutSeconds: 5 } });
		const error = items[0]?.json.error as Record<string, unknown>;
		expect(error.message).toMatch(/^The flow did not finish within one request/);
		expect(error.description).toContain('option Timeout');
		expect(runCalls(used.simulator)).toHaveLength(1);
	});
});

describe('the other key', () => {
	it('reaches its own project', async () => {
		const { items } = await runNode({
			credentials: { ...used.credentials, apiKey: KEYS.b },
			parameters: flowParameters('execute', FLOWS.otherProject),
		});
		expect(items[0]?.json.status).toBe('completed');
	});
});
