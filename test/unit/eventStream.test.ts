import { PassThrough, Readable } from 'node:stream';

import { sleep } from 'n8n-workflow';

import { readEventStream } from '../../common/http/eventStream';
import { fakeClient } from './support/fakeContext';

/** A body as n8n's HTTP helper returns it: destroyed, it waits for what its connection sends next. */
function openStream() {
	const connection = new PassThrough();
	const body = Readable.from(connection, { objectMode: false });
	const abort = jest.fn(() => void connection.destroy(new Error('aborted')));
	const stream = readEventStream(fakeClient(), body, ({ data }) => data, abort);
	return { connection, body, abort, stream };
}

const closed = async (body: Readable) => await new Promise((resolve) => body.on('close', resolve));

async function readOne({ connection, stream }: ReturnType<typeof openStream>): Promise<void> {
	connection.write('data: one\n\ndata: two\n\n');
	for await (const event of stream.events) {
		expect(event).toBe('one');
		break;
	}
	stream.close();
}

describe('closing a stream of events', () => {
	it('aborts no request that the server ends when its reader has what it wants', async () => {
		const opened = openStream();
		await readOne(opened);
		opened.connection.end();
		await closed(opened.body);
		await sleep(1_100);
		expect(opened.abort).not.toHaveBeenCalled();
		expect(opened.connection.destroyed).toBe(true);
	});

	it('aborts the request after a second, if the server leaves it open', async () => {
		const opened = openStream();
		await readOne(opened);
		expect(opened.abort).not.toHaveBeenCalled();
		await closed(opened.body);
		expect(opened.abort).toHaveBeenCalledTimes(1);
		expect(opened.connection.destroyed).toBe(true);
	});

	it('aborts the request while its reader waits for an event', async () => {
		const { connection, abort, stream } = openStream();
		const next = stream.events[Symbol.asyncIterator]().next();
		await new Promise(setImmediate);
		stream.close();
		expect(abort).toHaveBeenCalledTimes(1);
		expect(await next).toMatchObject({ done: true });
		expect(connection.destroyed).toBe(true);
	});
});
