import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

import { cutConnection } from './callLog';
import type { Fault } from './faults';

const STRIKES_AFTER = new Set<Fault['kind']>([
	'hangAfterHandling',
	'resetAfterHandling',
	'resetMidBody',
	'hangMidBody',
]);

/** Faults that act once the handler has: what becomes of its answer. */
export async function strikeAfter(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	payload: unknown,
): Promise<void> {
	if (!STRIKES_AFTER.has(fault.kind)) return;
	reply.hijack();
	if (fault.kind === 'resetAfterHandling') cutConnection(request.raw.socket, 'reset');
	if (fault.kind === 'resetMidBody') {
		await sendHalf(reply, payload);
		// A reset would make the client's system throw away the half that it has not read yet.
		cutConnection(request.raw.socket, 'close');
	}
	if (fault.kind === 'hangMidBody') await sendHalf(reply, payload);
	if (payload instanceof Readable) payload.destroy();
	// Fastify would send the answer once this hook is done, so it never is.
	await new Promise<never>(() => undefined);
}

async function sendHalf(reply: FastifyReply, payload: unknown): Promise<void> {
	const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(String(payload ?? ''));
	const isStream = payload instanceof Readable;
	const sizeBytes = isStream ? Number(reply.getHeader('content-length')) : bytes.length;
	const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
		value === undefined ? [] : [[name, value] as const],
	);
	reply.raw.writeHead(reply.statusCode, {
		...Object.fromEntries(headers),
		'content-length': sizeBytes,
	});
	let restBytes = Math.floor(sizeBytes / 2);
	for await (const chunk of isStream ? (payload as AsyncIterable<Buffer>) : [bytes]) {
		const part = chunk.subarray(0, restBytes);
		restBytes -= part.length;
		await new Promise<void>((resolve) => reply.raw.write(part, () => resolve()));
		if (restBytes === 0) break;
	}
}
