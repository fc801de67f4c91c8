import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';

/** One request that arrived, kept so that a test can prove what was and was not sent. */
export interface Call<KeyName extends string = string> {
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	/** Which key came with it, never the key itself. */
	keyName: KeyName;
	/** Null until the answer has begun, and for a call that got none. */
	statusCode: number | null;
	startedAt: Date;
	/** Absent while the connection is open. */
	endedAt?: Date;
	/** The client closed the connection before the answer was complete. */
	closedByClient: boolean;
	/** What the client said in advance; null if it did not. */
	contentLength: number | null;
	requestBytes?: number;
	/** The trace that the call is a part of, if the client said so (W3C Trace Context). */
	traceparent?: string;
}

/** Connections that the simulator itself destroyed, as opposed to clients that left. */
const cutSockets = new WeakSet<Socket>();

/** Destroys a connection; `reset` shows to the client as ECONNRESET. */
export function cutConnection(socket: Socket, how: 'reset' | 'close'): void {
	cutSockets.add(socket);
	if (how === 'reset') socket.resetAndDestroy();
	else socket.destroy();
}

/** Starts the record of a call; the end of the connection completes it. */
export function recordCall<KeyName extends string>(
	request: FastifyRequest,
	reply: FastifyReply,
	keyName: KeyName,
	epochSignal: AbortSignal,
): Call<KeyName> {
	const url = new URL(request.url, 'http://simulator');
	const call: Call<KeyName> = {
		method: request.method,
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		keyName,
		statusCode: null,
		startedAt: new Date(),
		closedByClient: false,
		contentLength: contentLengthOf(request),
	};
	const { traceparent } = request.headers;
	if (typeof traceparent === 'string') call.traceparent = traceparent;
	countRequestBytes(request, reply, call);
	const { socket } = request.raw;
	reply.raw.once('close', () => {
		const hasFinished = reply.raw.writableFinished;
		call.statusCode = reply.raw.headersSent ? reply.raw.statusCode : null;
		call.endedAt = new Date();
		call.closedByClient = !hasFinished && !cutSockets.has(socket) && !epochSignal.aborted;
	});
	return call;
}

function contentLengthOf({ raw }: FastifyRequest): number | null {
	const length = raw.headers['content-length'];
	return length === undefined ? null : Number(length);
}

function countRequestBytes(request: FastifyRequest, reply: FastifyReply, call: Call): void {
	const { headers } = request.raw;
	if (call.contentLength === null && headers['transfer-encoding'] === undefined) return;
	call.requestBytes = 0;
	// An empty body ends at once, before a parser that would wait for its end is there.
	if (call.contentLength === 0) return;
	request.raw.on('data', (chunk: Buffer) => {
		call.requestBytes = (call.requestBytes ?? 0) + chunk.length;
	});
	// Listening makes the body flow before a parser is there, so hold it; parsers resume it.
	// Nobody does for a call that is refused unread, hence the second line.
	request.raw.pause();
	reply.raw.once('finish', () => request.raw.resume());
}
