import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers for hosts that do not exist, as an HTTP proxy of n8n would: what is public is far away. */
class FileServers {
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

/** Case files of one test file share them. */
const servers = new FileServers();

beforeAll(async () => await servers.start());
beforeEach(() => void servers.calls.splice(0));
afterAll(() => servers.stop());

/** The file servers of a test file. */
export const useFileServers = (): FileServers => servers;
