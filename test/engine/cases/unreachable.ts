import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { noxusClient } from '../../../nodes/Noxus/api/client';
import { getRun } from '../../../nodes/Noxus/api/runs';
import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { executeContext } from '../support/contexts';
import { runNode } from '../support/engine';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const echo = async (baseUrl = used.simulator.url, operation = 'create') => {
	const input = { ...jsonInput({ Text: 'hi' }), options: { checkInputs: false } };
	return await runNode({
		credentials: { apiKey: KEYS.a, baseUrl },
		parameters: runParameters(operation, WORKFLOWS.echo, input),
	});
};

const listen = async (server: Server): Promise<string> => {
	server.listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

it('says that there is no such host', async () => {
	const { error } = await echo('http://noxus.invalid');
	expect(error?.message).toBe('The host name of Noxus could not be resolved');
	expect(error?.description).not.toMatch(/may have started/);
});

it('says that TLS is not spoken there', async () => {
	const { error } = await echo(used.simulator.url.replace('http:', 'https:'));
	expect(error?.message).toBe('The server at the Base URL does not use TLS');
});

describe('a proxy that refuses', () => {
	afterEach(() => delete process.env.HTTPS_PROXY);

	it.each<[string, string, string]>([
		['by hanging up', '', 'The proxy between n8n and Noxus refused the connection'],
		[
			'with 403',
			'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n',
			'A server between n8n and Noxus refused the request [403]',
		],
		[
			'for want of a login',
			'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n',
			'The proxy between n8n and Noxus requires a login [407]',
		],
	])('%s is reported', async (_how, answer, message) => {
		let connects = 0;
		const proxy = createServer().on('connect', (_request, socket) => {
			connects++;
			socket.end(answer);
		});
		process.env.HTTPS_PROXY = await listen(proxy);
		const { error } = await echo('https://noxus.example.com');
		proxy.close();
		expect(error?.message).toBe(message);
		expect(error?.description).not.toMatch(/may have started/);
		expect(connects).toBe(1);
	});
});

it.each([
	[404, 'The server at the Base URL does not look like the Noxus API [404]'],
	[403, 'A server between n8n and Noxus refused the request [403]'],
])('knows a web page with %d from an answer of Noxus', async (statusCode, message) => {
	const body = '<!DOCTYPE html><html><body>Sign in</body></html>';
	used.simulator.addFault({ path: '/runs$', kind: 'status', statusCode, body });
	const { error } = await echo();
	expect(error?.message).toBe(message);
	expect(error?.description).toContain('Noxus said: Sign in');
});

it('names the address to set where Noxus has moved', async () => {
	const location = `https://noxus.example.com/api/v1/workflows/${WORKFLOWS.echo}/runs`;
	const headers = { location };
	used.simulator.addFault({ path: '/runs$', kind: 'status', statusCode: 308, headers });
	const { error } = await echo();
	expect(error?.description).toMatch(
		/Set the Base URL .* to https:\/\/noxus\.example\.com\/api\.\n/,
	);
});

it('leaves the API key out of what Noxus says', async () => {
	const body = { detail: `No permission for the key ${KEYS.a}` };
	used.simulator.addFault({ path: '/runs$', kind: 'status', statusCode: 422, body });
	const { error, stored } = await echo();
	expect(error?.message).toMatch(/: No permission for the key …$/);
	expect(stored).not.toContain(KEYS.a);
});

it('does not blame the network for a run that was read with too little time', async () => {
	used.simulator.addFault({ path: '/runs/', kind: 'hang' });
	const ref = { runId: '3c90c3cc-0d44-4b50-8888-8dd25736052a', workflowId: WORKFLOWS.echo };
	const client = noxusClient(executeContext(used.credentials, []));
	const reading = getRun(client, ref, { deadlineAtMs: Date.now() });
	await expect(reading).rejects.toMatchObject({
		message: 'Noxus did not respond within the time limit',
		httpCode: 'ETIMEDOUT',
	});
});
