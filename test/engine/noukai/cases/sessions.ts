import type { IDataObject } from 'n8n-workflow';

import { FLOWS, KEYS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, useNoukai } from '../support/noukai';

const used = useNoukai();

const SESSION = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

const record = async (operation: string, flow: string) =>
	await runNode({
		credentials: used.credentials,
		onError: 'continueRegularOutput',
		parameters: flowParameters(operation, flow, {
			options: { session: 'own', sessionId: SESSION, captureTrace: true },
		}),
	});

const get = async (sessionId: unknown = SESSION) =>
	await runNode({
		credentials: used.credentials,
		parameters: { resource: 'session', operation: 'get', sessionId } as never,
	});

describe('Session: Get', () => {
	it('returns the executions of the session with what their steps returned', async () => {
		await record('execute', FLOWS.hello);
		await record('stepThrough', FLOWS.failingSecond);
		const { items, error } = await get();
		expect(error).toBeUndefined();
		const [hello, failing] = used.simulator.executions;
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({
			sessionId: SESSION,
			executions: [
				{
					executionId: hello?.id,
					flowId: hello?.start.flow.id,
					slug: 'hello-world',
					triggerType: 'execute',
					status: 'completed',
					startedAt: expect.stringMatching(/Z$/) as string,
					traceCaptureMode: 'full',
					snapshotsAvailable: true,
					errorAtStep: null,
					steps: [{ stepId: 'step-1', attempt: 1, outputSnapshot: { text: 'Hello: Hi' } }],
				},
				{
					executionId: failing?.id,
					triggerType: 'step',
					status: 'failed',
					errorAtStep: 'step-2',
					steps: [{ status: 'completed' }, { errorSnapshot: { code: 'BLOCK_FAILED' } }],
				},
			],
		});
	});

	it.each<[string, () => void, RegExp, string]>([
		['404', () => {}, /^This session was not found in Noukai \[404\]/, 'SESSION_NOT_FOUND'],
		[
			'410',
			() => (used.simulator.settings.sessionsExpired = true),
			/^The session has expired.* \[410\]/,
			'SESSION_EXPIRED',
		],
		[
			'401',
			() => used.simulator.revokeKey('a'),
			/^Noukai did not accept the API key \[401\]/,
			'UNAUTHENTICATED',
		],
	])('says what a %s means', async (_case, prepare, message, code) => {
		prepare();
		const { error } = await get();
		expect(error?.message).toMatch(message);
		expect(error?.context.code).toBe(code);
	});

	it('says that the session belongs to another project', async () => {
		await record('execute', FLOWS.hello);
		used.credentials.apiKey = KEYS.b;
		const { error } = await get().finally(() => (used.credentials.apiKey = KEYS.a));
		expect(error?.message).toMatch(/^The session belongs to another organization or project/);
	});

	it.each<[string, number, unknown, RegExp]>([
		['a 400', 400, undefined, /^Noukai did not accept this session ID \[400\]/],
		['a body that is no session', 200, { sessions: [] }, /returned a session that cannot be read/],
		['a page', 200, '<h1>Hi</h1>', /does not look like the Noukai API/],
	])('says what is wrong with %s', async (_case, statusCode, body, message) => {
		used.simulator.addFault({ path: '/sessions/', kind: 'status', statusCode, body });
		const { error } = await get();
		expect(error?.message).toMatch(message);
	});

	it('is sent again after a 503', async () => {
		await record('execute', FLOWS.hello);
		used.simulator.addFault({ path: '/sessions/', kind: 'status', statusCode: 503, times: 2 });
		const { items } = await get();
		expect((items[0]?.json.executions as IDataObject[]).length).toBe(1);
	});

	it.each(['my-session', '={{ "" }}'])('refuses an ID that is no UUID: %s', async (sessionId) => {
		const { error } = await get(sessionId);
		expect(error?.message).toMatch(/^Session ID (must be an ID such as|is empty)/);
		expect(used.simulator.calls).toHaveLength(0);
	});
});
