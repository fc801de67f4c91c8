import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { KEYS, startNoukai, type NoukaiSimulator } from '../../simulator/noukai';
import {
	exampleNames,
	loadExample,
	noukaiCredential,
	packPackage,
	startN8n,
	webhookPath,
	type N8nServer,
} from '../../n8n-harness';
import { noukaiParkingCases } from './cases/noukaiParking';

let simulator: NoukaiSimulator;
let n8n: N8nServer;
const undo: Array<() => Promise<void>> = [];

beforeAll(async () => {
	simulator = await startNoukai();
	undo.unshift(async () => await simulator.close());
	const { path } = await packPackage(undefined, 'noukai');
	undo.unshift(async () => await rm(dirname(path), { recursive: true, force: true }));
	n8n = await startN8n({
		packageTarball: path,
		credentials: [noukaiCredential(KEYS.a, simulator.url)],
		workflows: exampleNames('noukai').map((name) => loadExample(name, 'noukai')),
		onStarted: (server) => undo.unshift(async () => await server.stop()),
	});
}, 240_000);
afterAll(async () => {
	for (const step of undo) await step();
}, 60_000);

async function post(name: string, text: string): Promise<unknown> {
	const path = n8n
		.workflow(name)
		.nodes.map(webhookPath)
		.find((found) => found !== undefined);
	const response = await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ text }),
	});
	return await response.json();
}

describe('the node Noukai in a real n8n', () => {
	test('executes a flow', async () => {
		expect(await post('Execute a Noukai flow', 'you')).toMatchObject({
			status: 'completed',
			output: 'Hello: you',
		});
	}, 60_000);

	test('answers a flow with the tool that is connected to it', async () => {
		expect(await post('Answer a Noukai flow with n8n tools', 'Weather?')).toMatchObject({
			status: 'completed',
			output: { text: 'Answer to: Weather?', toolResults: ['Sunny in Paris'] },
		});
		const [first] = simulator.calls.filter(({ path }) => path.includes('tools-enabled'));
		expect(first?.body).toMatchObject({
			tools: [
				{
					function: {
						name: 'get_weather',
						description: 'The weather in a city',
						parameters: { type: 'object', properties: { city: { type: 'string' } } },
					},
				},
			],
		});
	}, 60_000);

	test('debugs a flow: steps in a session, their trace, and a replay without a run', async () => {
		expect(await post('Debug a Noukai flow', 'hi')).toMatchObject({
			status: 'completed',
			totalTokens: expect.any(Number) as number,
			totalCostUsd: expect.stringMatching(/^0\.\d+$/) as string,
			inputs: [{ message: 'hi' }, { previous: { text: 'HI' } }],
			outputs: ['HI', 'HI!'],
			replayedOutputs: ['HI', 'HI!'],
		});
		const calls = simulator.calls.filter(({ path }) => /two-step|sessions/.test(path));
		expect(calls.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual([
			'POST step',
			'POST step',
			'GET trace',
			`GET ${calls[0]?.sessionId}`,
		]);
	}, 60_000);

	test.each([
		[KEYS.a, 'OK'],
		['nk_live_wrong', 'Error'],
		['sk-wrong', 'Error'],
	])(
		'tests the credential: %s',
		async (apiKey, status) => {
			const credentials = { ...noukaiCredential(apiKey, simulator.url), id: '' };
			const result = await n8n.rest.call<{ status: string; message: string }>(
				'POST',
				'/rest/credentials/test',
				{ credentials },
			);
			expect(result.status).toBe(status);
			if (status === 'Error') expect(result.message).toMatch(/API [Kk]ey/);
		},
		60_000,
	);

	describe('jobs', () => noukaiParkingCases(() => ({ n8n, simulator })));
});
