import type { IHttpRequestOptions } from 'n8n-workflow';

import { FileSizes } from '../../common/http/fileSize';
import { fakeClient, fakeHelpers, type FakeAnswer } from './support/fakeContext';

const URL_OF_FILE = 'https://files.example.com/a/report.pdf';

const size = (sizeBytes: unknown): FakeAnswer => ({
	statusCode: 200,
	headers: { 'content-length': String(sizeBytes) },
});
const redirect = (location: string, statusCode = 302): FakeAnswer => ({
	statusCode,
	headers: { location },
});

type Answers = (url: string) => FakeAnswer | Promise<FakeAnswer>;

const forbidden = () => {
	throw new Error('The credential must not be sent');
};

/** A client that asks servers which answer so, and the requests that it makes. */
function clientAsking(answers: Answers, more: object = {}) {
	const requests: IHttpRequestOptions[] = [];
	const helpers = fakeHelpers(forbidden, (options) => {
		requests.push(options);
		return answers(options.url);
	});
	return { client: fakeClient({ helpers, ...more }), requests };
}

/** What becomes known of a file, and which addresses were asked for it. */
async function ask(answers: Answers, url = URL_OF_FILE) {
	const { client, requests } = clientAsking(answers);
	const sizeBytes = await new FileSizes().ask(client, url);
	return { sizeBytes, asked: requests.map((request) => request.url) };
}

describe('the size of a file', () => {
	it('is asked for without the credential, and without its bytes', async () => {
		const { client, requests } = clientAsking(() => size(42));
		expect(await new FileSizes().ask(client, URL_OF_FILE)).toBe(42);
		expect(requests).toMatchObject([
			{
				method: 'HEAD',
				url: URL_OF_FILE,
				headers: { 'accept-encoding': 'identity' },
				disableFollowRedirect: true,
			},
		]);
	});

	it.each<[string, FakeAnswer | Error, number | undefined]>([
		['a size', size(30_000_000), 30_000_000],
		['an empty file', size(0), 0],
		['no size', { statusCode: 200 }, undefined],
		['a size that cannot be read', size('much'), undefined],
		['a refusal', { ...size(42), statusCode: 403 }, undefined],
		['a method that is not allowed', { ...size(42), statusCode: 405 }, undefined],
		['a part', { ...size(42), statusCode: 206 }, undefined],
		['a fault', new Error('connect ECONNREFUSED'), undefined],
	])('is what the server says, and else not known: %s', async (_name, answer, expected) => {
		const { sizeBytes } = await ask(() => {
			if (answer instanceof Error) throw answer;
			return answer;
		});
		expect(sizeBytes).toBe(expected);
	});

	it.each([301, 302, 303, 307, 308])('is that of the file behind a redirect: %i', async (code) => {
		const target = 'https://storage.example.net/b?signature=x';
		const { sizeBytes, asked } = await ask((url) =>
			url === URL_OF_FILE ? redirect(target, code) : size(42),
		);
		expect({ sizeBytes, asked }).toEqual({ sizeBytes: 42, asked: [URL_OF_FILE, target] });
	});

	it.each([
		['../b.pdf', 'https://files.example.com/b.pdf'],
		['/b.pdf', 'https://files.example.com/b.pdf'],
		['//cdn.example.net/b.pdf', 'https://cdn.example.net/b.pdf'],
		['?version=2', 'https://files.example.com/a/report.pdf?version=2'],
		['http://files.example.com/b.pdf', 'http://files.example.com/b.pdf'],
	])('is found behind a redirect to %s', async (location, target) => {
		const { asked } = await ask((url) => (url === URL_OF_FILE ? redirect(location) : size(42)));
		expect(asked).toEqual([URL_OF_FILE, target]);
	});

	it.each([
		'http://169.254.169.254/latest/meta-data',
		'http://localhost:5678/rest/settings',
		'http://10.0.0.5/',
		'http://[::ffff:10.0.0.5]/',
		'http://db.internal/',
		'//n8n/',
		'ftp://files.example.com/a',
		'file:///etc/passwd',
		'data:,x',
		'https://',
		'',
	])('is not asked for behind a redirect to %j', async (location) => {
		const { sizeBytes, asked } = await ask(() => redirect(location));
		expect({ sizeBytes, asked }).toEqual({ sizeBytes: undefined, asked: [URL_OF_FILE] });
	});

	it('is not asked for in a private network in two steps, either', async () => {
		const { asked } = await ask((url) =>
			redirect(url === URL_OF_FILE ? 'https://b.example.com/' : 'http://10.0.0.5/'),
		);
		expect(asked).toEqual([URL_OF_FILE, 'https://b.example.com/']);
	});

	it('is asked for within a private network, and from there outside', async () => {
		const chain = ['http://nas.local/a', 'http://10.0.0.5/b', 'https://files.example.com/c'];
		const { sizeBytes, asked } = await ask((url) => {
			const next = chain[chain.indexOf(url) + 1];
			return next === undefined ? size(42) : redirect(next);
		}, chain[0]);
		expect({ sizeBytes, asked }).toEqual({ sizeBytes: 42, asked: chain });
	});

	it('is not asked for by more than five redirects', async () => {
		let count = 0;
		const { sizeBytes, asked } = await ask(() => redirect(`/${++count}`));
		expect(sizeBytes).toBeUndefined();
		expect(asked).toHaveLength(6);
	});

	it('is asked for once for all items that share the file', async () => {
		const { client, requests } = clientAsking(() => size(42));
		const sizes = new FileSizes();
		const urls = [URL_OF_FILE, URL_OF_FILE, `${URL_OF_FILE}?b`];
		const asked = await Promise.all(urls.map(async (url) => await sizes.ask(client, url)));
		expect(asked).toEqual([42, 42, 42]);
		expect(await sizes.ask(client, URL_OF_FILE)).toBe(42);
		expect(requests).toHaveLength(2);
	});

	it('is waited for no longer than 5 s, with all redirects', async () => {
		const fromMs = Date.now();
		const { sizeBytes } = await ask(async () => {
			await new Promise((resolve) => setTimeout(resolve, 2_000));
			return redirect('/next');
		});
		expect(sizeBytes).toBeUndefined();
		expect(Date.now() - fromMs).toBe(5_000);
	});

	it('is not waited for after a Stop', async () => {
		const stop = new AbortController();
		const never = async () => await new Promise<FakeAnswer>(() => {});
		const { client } = clientAsking(never, { getExecutionCancelSignal: () => stop.signal });
		const fromMs = Date.now();
		const asking = new FileSizes().ask(client, URL_OF_FILE);
		stop.abort();
		await expect(asking).rejects.toThrow('The execution was stopped');
		expect(Date.now() - fromMs).toBe(0);
	});
});
