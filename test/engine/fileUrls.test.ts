import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WORKFLOWS } from '../../simulator';
import { runNode, type RunResult } from './engine';
import { fieldInputs, runParameters } from './parameters';
import { callsThatSend, callsTo, CREATE } from './noxusCalls';
import { useSimulator } from './simulator';

/** Answers for hosts that do not exist, as an HTTP proxy of n8n would: what is public is far away. */
class Proxy {
	readonly calls: Array<{ method: string; url: string; headers: IncomingHttpHeaders }> = [];
	private server?: Server;
	private readonly answers: Record<string, { status?: number; length?: number; hang?: true }> = {
		'http://files.test/small.pdf': { length: 1000 },
		'http://files.test/cap.pdf': { length: 25 * 1024 * 1024 },
		'http://files.test/big.mp4': { length: 26_300_000 },
		'http://files.test/refused.mp4': { status: 403, length: 30_000_000 },
		'http://files.test/nothing.pdf': {},
		'http://files.test/slow.mp4': { hang: true },
	};

	async start(): Promise<void> {
		const server = createServer(({ method = '', url = '', headers }, response) => {
			this.calls.push({ method, url, headers });
			const { status = 200, length, hang } = this.answers[url] ?? { status: 404 };
			if (hang) return;
			response.writeHead(status, length === undefined ? {} : { 'content-length': length });
			response.end();
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.server = server;
		process.env.HTTP_PROXY = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		process.env.NO_PROXY = '127.0.0.1';
	}

	stop(): void {
		delete process.env.HTTP_PROXY;
		delete process.env.NO_PROXY;
		this.server?.closeAllConnections();
		this.server?.close();
	}
}

const used = useSimulator();
const proxy = new Proxy();

beforeAll(async () => await proxy.start());
beforeEach(() => void proxy.calls.splice(0));
afterAll(() => proxy.stop());

async function create(urls: string[], baseUrl = used.credentials.baseUrl): Promise<RunResult> {
	return await runNode({
		credentials: { ...used.credentials, baseUrl },
		items: urls.map((url) => ({ json: { url } })),
		parameters: runParameters('create', WORKFLOWS.echo, {
			...fieldInputs({ name: 'Document', type: 'url', url: '={{ $json.url }}' }),
			// A check would ask the Base URL, which may be no host that exists.
			options: { maxConcurrentRuns: 1, checkInputs: false },
		}),
	});
}

describe('the size of the file at a URL', () => {
	it('over 25 MB is told before a run is started, with the item', async () => {
		const { error } = await create(['http://files.test/small.pdf', 'http://files.test/big.mp4']);
		expect(error?.message).toBe(
			'Input "Document" points to a file of 25.1 MB, and Noxus downloads at most 25 MB. Download the file in n8n, with an HTTP Request node, and send it as a binary property.',
		);
		expect(error?.context.itemIndex).toBe(1);
		expect(used.simulator.runs).toHaveLength(1);
		expect(proxy.calls.map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
	});

	it('is asked for without the API key, once for each URL', async () => {
		const { error } = await create(Array(3).fill('http://files.test/small.pdf'));
		expect(error).toBeUndefined();
		expect(proxy.calls).toHaveLength(1);
		expect(JSON.stringify(proxy.calls)).not.toContain(used.credentials.apiKey);
		expect(used.simulator.runs).toHaveLength(3);
	});

	it.each(['cap.pdf', 'refused.mp4', 'nothing.pdf', 'unknown.pdf', 'slow.mp4'])(
		'does not hinder a run where it is small enough or not to be had: %s',
		async (name) => {
			const { error } = await create([`http://files.test/${name}`]);
			expect(error).toBeUndefined();
			expect(proxy.calls).toHaveLength(1);
			expect(used.simulator.runs).toHaveLength(1);
		},
		30_000,
	);
});

describe('a URL that Noxus refuses', () => {
	it.each([
		'http://localhost:9000/a.pdf',
		'http://127.0.0.1/a.pdf',
		'http://[::1]/a.pdf',
		'http://169.254.169.254/latest/meta-data',
		'http://[::ffff:127.0.0.1]/a.pdf',
	])('%s is told before anything is sent', async (url) => {
		const { error } = await create([url]);
		expect(error?.message).toMatch(/^Input "Document" points to .*, which is not a public address/);
		expect(error?.message).toContain('send it as a binary property');
		expect(error?.context.itemIndex).toBe(0);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
		expect(proxy.calls).toHaveLength(0);
	});

	it.each(['http://10.0.0.1/a.pdf', 'http://[::ffff:10.0.0.1]/a.pdf', 'http://minio:9000/a.pdf'])(
		'%s is told where Noxus is public, and left to a Noxus that is private',
		async (url) => {
			const public_ = await create([url], 'https://noxus.test');
			expect(public_.error?.message).toContain('not a public address');
			expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(0);
			// The simulator stands for a Noxus in a private network, and refuses addresses by itself.
			const private_ = await create([url]);
			expect(private_.error?.message ?? '').not.toContain('points to');
			expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(1);
		},
	);
});
