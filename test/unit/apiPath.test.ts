import { apiPath } from '../../common/http/apiPath';

const WORKFLOW_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const RUN_ID = '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917';

describe('apiPath', () => {
	it('puts ids into their places', () => {
		const path = apiPath`/v1/workflows/${WORKFLOW_ID}/runs/${RUN_ID}`;
		expect(path).toBe(`/v1/workflows/${WORKFLOW_ID}/runs/${RUN_ID}`);
	});

	it('keeps a path without ids', () => {
		expect(apiPath`/v1/workflows`).toBe('/v1/workflows');
	});

	it.each([
		['an empty id', ''],
		['a dot', '.'],
		['two dots', '..'],
		['escaped dots', '%2e%2e'],
		['a slash', '../../admin/me'],
		['an escaped slash', '..%2f..%2fadmin'],
		['a backslash', '..\\..\\admin'],
		['a query', `${RUN_ID}?etag=1`],
		['a fragment', `${RUN_ID}#x`],
		['a line break', `..\n`],
		['another host', '//evil.example'],
	])('lets no id reach another path: %s', (_name, id) => {
		const url = new URL(`https://backend.noxus.ai${apiPath`/v1/runs/${id}/events`}`);
		expect(url.host).toBe('backend.noxus.ai');
		expect(url.pathname).toMatch(/^\/v1\/runs\/[^/]+\/events$/);
		expect(url.search + url.hash).toBe('');
	});
});
