import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { createGunzip } from 'node:zlib';

import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, eventually } from './support/client';

const used = useSimulator();

const RUNS = `/v1/workflows/${WORKFLOWS.echo}/runs`;
const create = async (signal?: AbortSignal) =>
	await call(used.simulator, RUNS, { method: 'POST', body: { input: { Text: 'a' } }, signal });

/** What a body weighs before and after it is unpacked; fetch shows only the latter. */
async function weigh(url: string) {
	const message = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
	const weight = { encoding: message.headers['content-encoding'], packed: 0, unpacked: 0 };
	message.on('data', (chunk: Buffer) => (weight.packed += chunk.length));
	for await (const chunk of message.pipe(createGunzip())) {
		weight.unpacked += (chunk as Buffer).length;
	}
	return weight;
}

/** The first characters of an answer without end; no more is read, so no more is kept. */
async function beginningOf({ body }: Response): Promise<string> {
	const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	while (text.length < 20) {
		const { value, done } = (await reader?.read()) ?? { done: true };
		if (done || value === undefined) throw new Error(`The answer ended after: ${text}`);
		text += value;
	}
	return text;
}

describe('floods', () => {
	it.each([
		[{ kind: 'trickle', intervalMs: 1, body: 'ab' }, /^abababab/],
		[{ kind: 'endless', body: 'data: x\n\n' }, /^data: x\n\ndata: x\n\n/],
	] as const)('%j continues until the client leaves', async (fault, pattern) => {
		const headers = { 'content-type': 'text/event-stream' };
		used.simulator.addFault({ path: '/runs$', headers, ...fault });
		const patience = new AbortController();
		const response = await create(patience.signal);
		expect(response.headers.get('content-type')).toBe('text/event-stream');
		expect(await beginningOf(response)).toMatch(pattern);
		patience.abort();
		await eventually(() => used.simulator.calls[0]?.closedByClient === true);
		expect(used.simulator.runs).toHaveLength(0);
	});

	it('trickleHeaders never gets to the body', async () => {
		used.simulator.addFault({ path: '/runs$', kind: 'trickleHeaders', intervalMs: 1 });
		const socket = connect(used.simulator.port, '127.0.0.1');
		let heard = '';
		socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
		socket.write(`GET ${RUNS} HTTP/1.1\r\nHost: a\r\n\r\n`);
		await eventually(() => /^HTTP\/1\.1 200 OK\r\nX-Slow: x{20}/.test(heard));
		expect(heard).not.toContain('\r\n\r\n');
		socket.destroy();
		await eventually(() => used.simulator.calls[0]?.closedByClient === true);
	});

	it('gzipBomb is small until it is unpacked', async () => {
		const sizeBytes = 64 * 1024 * 1024;
		used.simulator.addFault({ path: '/runs$', kind: 'gzipBomb', sizeBytes });
		const { encoding, packed, unpacked } = await weigh(`${used.simulator.url}${RUNS}`);
		expect(encoding).toBe('gzip');
		expect(packed).toBeLessThan(sizeBytes / 500);
		expect(unpacked).toBe(sizeBytes);
	});
});

describe('answers that lead elsewhere', () => {
	it.each([
		[undefined, 307],
		[302, 302],
	])('redirect with status %p', async (statusCode, status) => {
		const url = 'http://127.0.0.1:9/x';
		used.simulator.addFault({ path: '/runs$', kind: 'redirect', url, statusCode });
		const response = await create();
		expect(response.status).toBe(status);
		expect(response.headers.get('location')).toBe(url);
		expect(used.simulator.runs).toHaveLength(0);
	});

	it('echoKey repeats the key in text, request id and Location', async () => {
		used.simulator.addFault({ path: '/runs$', kind: 'echoKey', statusCode: 401 });
		const response = await create();
		expect(response.status).toBe(401);
		expect(response.headers.get('x-request-id')).toBe(KEYS.a);
		expect(response.headers.get('location')).toContain(KEYS.a);
		expect(await response.text()).toContain(KEYS.a);
	});

	it('echoKey repeats a key that JSON escapes', async () => {
		used.simulator.addFault({ path: '/runs$', kind: 'echoKey' });
		const response = await call(used.simulator, RUNS, { key: KEYS.awkward });
		const text = await response.text();
		expect(text).not.toContain(KEYS.awkward);
		expect(JSON.parse(text)).toEqual({ detail: expect.stringContaining(KEYS.awkward) });
		expect(response.headers.get('x-request-id')).toBe(KEYS.awkward);
	});

	it('can be steered from another process', async () => {
		const body = { path: '/runs$', kind: 'redirect', url: 'http://127.0.0.1:9/y' };
		await call(used.simulator, '/_simulator/faults', { method: 'POST', key: null, body });
		expect((await create()).headers.get('location')).toBe(body.url);
	});
});
