import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived. */
export interface Received {
	headers: IncomingHttpHeaders;
	raw: string;
}

/** An answer that does not come. */
export const NEVER = 0;

/** A receiver of webhooks for the tests of a file. */
export function useReceiver() {
	const received: Received[] = [];
	const answers: number[] = [];
	const used = { url: '', received, answers };
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			received.push({ headers: request.headers, raw: Buffer.concat(chunks).toString() });
			const statusCode = answers.shift() ?? 200;
			if (statusCode === NEVER) return;
			response.writeHead(statusCode, { location: `${used.url}/elsewhere` }).end('noted');
		});
	});
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		used.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	});
	beforeEach(() => {
		received.length = 0;
		answers.length = 0;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	return used;
}
