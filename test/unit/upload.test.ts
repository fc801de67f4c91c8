import type { IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';

import { uploadFile } from '../../common/http/upload';
import type { UploadSource } from '../../common/http/uploadForm';
import { KEYS, startSimulator, type Simulator } from '../../simulator/noxus';

const node = { name: 'Noxus', type: 'noxus' } as INode;
const CONTENT = 'one and two';

/**
 * Stands in for an n8n whose HTTP client sees no form in ours, which cannot be run here: it sends
 * something without the file, and knows the platform's own form. The requests are real ones.
 */
function olderN8n(baseUrl: string): IExecuteFunctions {
	const request = async (_type: string, { method, url, body }: IHttpRequestOptions) => {
		const form = body instanceof FormData ? body : new FormData();
		if (body !== form) form.set('tag', 'FormData');
		const headers = { 'x-api-key': KEYS.a };
		const response = await fetch(url, { method, body: form, headers });
		return {
			statusCode: response.status,
			headers: Object.fromEntries(response.headers),
			body: await response.json(),
		};
	};
	const context: unknown = {
		getNode: () => node,
		getCredentials: async () => ({ baseUrl }),
		helpers: {
			httpRequestWithAuthentication: {
				call: async (_this: unknown, type: string, options: IHttpRequestOptions) =>
					await request(type, options),
			},
		},
	};
	return context as IExecuteFunctions;
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
		const { answer, wasStreamed } = await uploadFile(olderN8n(simulator.url), source());
		expect(wasStreamed).toBe(false);
		const stored = simulator.files.get((answer as { id: string }).id);
		expect(stored).toMatchObject({ filename: 'Grüße.txt', contentType: 'text/plain' });
		expect(stored?.bytes.toString()).toBe(CONTENT);
		expect(simulator.calls.map(({ statusCode }) => statusCode)).toEqual([422, 200]);
	});

	it.each([401, 403, 413, 500])(
		'is not sent whole where the answer was a %i',
		async (statusCode) => {
			simulator.addFault({ path: '/v1/file$', kind: 'status', statusCode });
			// One try only, so that the test need not wait for others.
			const given = source({ isRepeatable: false });
			const upload = uploadFile(olderN8n(simulator.url), given);
			await expect(upload).rejects.toThrow(`[${statusCode}]`);
			expect(simulator.calls).toHaveLength(1);
		},
	);
});
