import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ApiClient } from '../../common/http/apiClient';
import type { UploadSource } from '../../common/http/uploadForm';
import { storeFile } from '../../nodes/Noxus/api/files';
import { KEYS, startSimulator, type Simulator } from '../../simulator/noxus';
import { fakeClient } from './support/fakeContext';

const CONTENT = 'one and two';

/**
 * Stands in for an n8n whose HTTP client sees no form in ours, which cannot be run here: it sends
 * something without the file, and knows the platform's own form. The requests are real ones.
 */
function olderN8n(baseUrl: string): ApiClient {
	const request = async (_type: string, { method, url, body }: IHttpRequestOptions) => {
		const form = body instanceof FormData ? body : new FormData();
		if (body !== form) form.set('tag', 'FormData');
		const headers = { 'x-api-key': KEYS.a };
		const response = await fetch(url, { method, body: form, headers });
		return {
			statusCode: response.status,
			headers: Object.fromEntries(response.headers),
			body: response.body,
		};
	};
	const helpers = { httpRequestWithAuthentication: request };
	return fakeClient({ getCredentials: async () => ({ baseUrl }), helpers });
}

async function* pieces() {
	yield Buffer.from('one ');
	yield Buffer.from('and two');
}

const source = (more: Partial<UploadSource> = {}): UploadSource => ({
	fileName: 'Grüße.txt',
	mimeType: 'text/plain',
	sizeBytes: CONTENT.length,
	isRepeatable: true,
	open: pieces,
	...more,
});

describe('an upload from an n8n that cannot stream it', () => {
	let simulator: Simulator;
	beforeAll(async () => void (simulator = await startSimulator()));
	beforeEach(() => simulator.reset());
	afterAll(async () => await simulator.close());

	it('is sent whole, once the streamed one was refused', async () => {
		const { answer, wasStreamed } = await storeFile(olderN8n(simulator.url), source());
		expect(wasStreamed).toBe(false);
		const stored = simulator.files.get((answer as { id: string }).id);
		expect(stored).toMatchObject({ filename: 'Grüße.txt', contentType: 'text/plain' });
		expect(stored?.bytes.toString()).toBe(CONTENT);
		expect(simulator.calls.map(({ statusCode }) => statusCode)).toEqual([422, 200]);
	});

	it.each([401, 403, 413, 500])('is not sent whole if the answer was a %i', async (statusCode) => {
		simulator.addFault({ path: '/v1/file$', kind: 'status', statusCode });
		// One attempt only, so that no others are counted.
		const given = source({ isRepeatable: false });
		const upload = storeFile(olderN8n(simulator.url), given);
		await expect(upload).rejects.toThrow(`[${statusCode}]`);
		expect(simulator.calls).toHaveLength(1);
	});
});
