import { FLOWS, KEYS } from '../../../../simulator/noukai';
import { NOUKAI_CREDENTIAL_ID, noukaiCredential } from '../../../../n8n-harness';
import { postTo, type NoukaiFixture } from '../../support/noukaiFixture';
import { noukaiNode, noukaiWorkflow } from '../../support/noukaiWorkflow';

interface NodeType {
	name: string;
	displayName: string;
}

/** n8n knows the package. */
export function noukaiPackageCases(fixture: () => NoukaiFixture): void {
	test('n8n offers the nodes, and the node as a tool', async () => {
		const types = await fixture().n8n.rest.document<NodeType[]>('/types/nodes.json');
		const own = types.filter(({ name }) => name.startsWith('n8n-nodes-noukai.'));
		expect(own.map(({ name }) => name)).toEqual(
			expect.arrayContaining([
				'n8n-nodes-noukai.noukai',
				'n8n-nodes-noukai.noukaiTool',
				'n8n-nodes-noukai.noukaiTrigger',
			]),
		);
		expect(own.find(({ name }) => name === 'n8n-nodes-noukai.noukai')?.displayName).toBe('Noukai');
	});
}

/** The test of the credential. */
export function noukaiCredentialCases(fixture: () => NoukaiFixture): void {
	const testKey = async (apiKey: string) => {
		const { n8n, simulator } = fixture();
		// n8n 1 tests only credentials that are stored.
		const id = n8n.credentialId(NOUKAI_CREDENTIAL_ID);
		const credentials = { ...noukaiCredential(apiKey, simulator.url), id };
		type Verdict = { status: string; message: string };
		return await n8n.rest.call<Verdict>('POST', '/rest/credentials/test', { credentials });
	};

	test.each([
		[KEYS.a, 'OK'],
		['nk_live_wrong', 'Error'],
		['sk-wrong', 'Error'],
	])('tests the credential: %s', async (apiKey, status) => {
		expect((await testKey(apiKey)).status).toBe(status);
	});

	test('says what is wrong with a text that is no key', async () => {
		expect((await testKey('sk-wrong')).message).toMatch(/API [Kk]ey/);
	});

	test('says why Noukai refuses a key', async () => {
		expect((await testKey('nk_live_wrong')).message).toMatch(/API [Kk]ey/);
	});
}

/** Flow: Execute, and what On Error makes of a flow that fails. */
export function noukaiExecuteCases(fixture: () => NoukaiFixture): void {
	test('executes a flow', async () => {
		expect(await postTo(fixture(), 'Execute a Noukai flow', { text: 'you' })).toMatchObject({
			status: 'completed',
			output: 'Hello: you',
		});
	});

	test('returns an error item for a flow that fails, with On Error set to continue', async () => {
		const parameters = { operation: 'execute', flow: FLOWS.failing, message: 'x' };
		const noukai = noukaiNode('Noukai', 1, parameters, { onError: 'continueRegularOutput' });
		await fixture().n8n.addWorkflow(noukaiWorkflow('failing-flow', [noukai]));
		expect(await postTo(fixture(), 'failing-flow', {})).toMatchObject([
			{ error: { executionId: expect.any(String) as unknown, status: 'failed' } },
		]);
	});
}

/** Flow: Step Through. */
export function noukaiStepCases(fixture: () => NoukaiFixture): void {
	test('returns an item for each step', async () => {
		const parameters = { operation: 'stepThrough', flow: FLOWS.twoStep, message: 'hi' };
		await fixture().n8n.addWorkflow(
			noukaiWorkflow('two-steps', [noukaiNode('Noukai', 1, parameters)]),
		);
		expect(await postTo(fixture(), 'two-steps', {})).toMatchObject([
			{ stepId: 'step-1', output: 'HI' },
			{ stepId: 'step-2', output: 'HI!' },
		]);
	});
}

/** Flow: Execute as Job and Wait, in place. */
export function noukaiJobCases(fixture: () => NoukaiFixture): void {
	test('runs a flow as a job, and waits for its result', async () => {
		const parameters = { operation: 'executeAsJobAndWait', flow: FLOWS.hello, message: 'Ada' };
		await fixture().n8n.addWorkflow(noukaiWorkflow('job', [noukaiNode('Noukai', 1, parameters)]));
		expect(await postTo(fixture(), 'job', {})).toMatchObject([
			{ status: 'completed', output: 'Hello: Ada' },
		]);
	});
}

/** Step Through in a session, Run: Get Trace, and a replay. */
export function noukaiTraceCases(fixture: () => NoukaiFixture): void {
	test('debugs a flow: steps in a session, their trace, and a replay without a run', async () => {
		const { simulator } = fixture();
		const before = simulator.calls.length;
		expect(await postTo(fixture(), 'Debug a Noukai flow', { text: 'hi' })).toMatchObject({
			status: 'completed',
			totalTokens: expect.any(Number) as number,
			totalCostUsd: expect.stringMatching(/^0\.\d+$/) as string,
			inputs: [{ message: 'hi' }, { previous: { text: 'HI' } }],
			outputs: ['HI', 'HI!'],
			replayedOutputs: ['HI', 'HI!'],
		});
		const calls = simulator.calls
			.slice(before)
			.filter(({ path }) => /two-step|sessions/.test(path));
		expect(calls.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual([
			'POST step',
			'POST step',
			'GET trace',
			`GET ${calls[0]?.sessionId}`,
		]);
	});
}
