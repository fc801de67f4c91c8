import {
	createServer,
	request as send,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Authority } from './certificates';

const LOOPBACK = '127.0.0.1';

/** A proxy on this machine behind which there is one server only, whatever host is asked for. */
export interface Proxy {
	url: string;
	/** The hosts that were asked for. */
	hosts: Set<string>;
	close: () => Promise<void>;
}

/**
 * Starts a proxy that leads every https connection to a plain http server on this machine. n8n
 * accepts another npm registry only with a licence; behind this proxy, its own one is ours.
 */
export async function startProxy(targetPort: number, authority: Authority): Promise<Proxy> {
	const hosts = new Set<string>();
	const front = createTlsServer(
		{ SNICallback: (host, done) => done(null, authority.contextFor(host)) },
		(request, response) => forward(request, response, targetPort),
	);
	const server = createServer((_, response) => response.writeHead(404).end());
	const sockets = new Set<Socket>();
	server.on('connect', ({ url = '' }: IncomingMessage, socket: Socket, head: Buffer) => {
		hosts.add(url.split(':')[0] ?? url);
		sockets.add(socket.once('close', () => sockets.delete(socket)).on('error', () => {}));
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		if (head.length > 0) socket.unshift(head);
		front.emit('connection', socket);
	});
	await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
	const { port } = server.address() as AddressInfo;
	const close = async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://${LOOPBACK}:${port}`, hosts, close };
}

/** Verdaccio makes the addresses of tarballs from the host that it is called by. */
function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
	const { method, url: path } = request;
	const headers = { ...request.headers, 'x-forwarded-proto': 'https' };
	const onward = send({ host: LOOPBACK, port, method, path, headers }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	onward.on('error', () => response.destroy());
	request.pipe(onward);
}
