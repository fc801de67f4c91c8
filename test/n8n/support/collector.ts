import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenTelemetry collector on loopback, which keeps the bodies (protobuf) as they are. */
export interface Collector {
	url: string;
	/** Whether one export has all of these texts or bytes. */
	has(...parts: Array<string | Buffer>): boolean;
	close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
	const bodies: Buffer[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			bodies.push(Buffer.concat(chunks));
			response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		has: (...parts) => bodies.some((body) => parts.every((part) => body.includes(part))),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
