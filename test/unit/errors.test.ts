import { describeFailure } from '../../common/http/describeFailure';
import {
	appendToDescription,
	leavesStartUnconfirmed,
	toNodeApiError,
} from '../../common/http/errors';
import type { RequestFailure } from '../../common/http/requestFailure';
import { networkCodeOf } from '../../common/http/networkCode';
import { noxus } from '../../nodes/Noxus/api/noxus';
import { node } from './support/fakeContext';

const RUNS = '/v1/workflows/3c90c3cc-0d44-4b50-8888-8dd25736052a/runs';
const START: RequestFailure = { method: 'POST', path: RUNS, rule: 'create' };
const READ: RequestFailure = { method: 'GET', path: `${RUNS}/7f1d6c52`, rule: 'read' };

describe('describeFailure', () => {
	it.each<[Partial<RequestFailure>, string, RegExp]>([
		[{ statusCode: 401 }, 'Noxus did not accept the API key [401]', /API Key and the Base URL/],
		[{ statusCode: 403 }, 'The API key is not allowed to do this [403]', /API Keys/],
		[
			{ statusCode: 404 },
			'Run 7f1d6c52 was not found in this Noxus workspace [404]',
			/is for its workspace/,
		],
		[{ statusCode: 413 }, 'The input is too large for Noxus [413]', /File: Upload/],
		[
			{ statusCode: 422, detail: 'callback_url: Field required' },
			'Noxus did not accept the request [422]: callback_url: Field required',
			/fields of this node/,
		],
		[
			{ statusCode: 429 },
			'Noxus rate limit exceeded, even after several attempts [429]',
			/fewer items/,
		],
		[{ statusCode: 503 }, 'Noxus could not handle the request [503]', /Try again later/],
		[
			{ statusCode: 307, location: `https://api.acme.example/noxus${READ.path}?token=secret` },
			'Noxus redirects this address [307]',
			/Set the Base URL of the Noxus credential to https:\/\/api\.acme\.example\/noxus\.\n/,
		],
		[
			{ statusCode: 302, location: 'https://acme.example/login?next=secret#there' },
			'Noxus redirects this address [302]',
			/not of the app or of a login\. It points to https:\/\/acme\.example\/login\.\n/,
		],
		[{ statusCode: 302 }, 'Noxus redirects this address [302]', /the URL of the Noxus API/],
		[
			{ statusCode: 200 },
			'The server at the Base URL does not look like the Noxus API',
			/URL of the API, not of the app/,
		],
		[
			{ statusCode: 404, isForeign: true },
			'The server at the Base URL does not look like the Noxus API [404]',
			/URL of the API, not of the app/,
		],
		[
			{ statusCode: 403, isForeign: true },
			'A server between n8n and Noxus refused the request [403]',
			/a proxy, a firewall or a login/,
		],
		[
			{ statusCode: 407, isForeign: true },
			'The proxy between n8n and Noxus requires a login [407]',
			/HTTP_PROXY/,
		],
		[{ networkCode: 'ECONNABORTED' }, 'Noxus did not respond in time', /ECONNABORTED/],
		[{ networkCode: 'ETIMEDOUT' }, 'The connection to Noxus timed out', /firewall.*ETIMEDOUT/],
		[
			{ networkCode: 'ECONNABORTED', isOutOfTime: true },
			'Noxus did not respond within the time limit',
			/increase Max Wait/,
		],
		[
			{ networkCode: 'ETIMEDOUT', isOutOfTime: true, path: RUNS },
			'Noxus did not respond within the time limit',
			/Select workflows/,
		],
		[
			{ networkCode: 'ECONNREFUSED', isOutOfTime: true },
			'n8n could not reach Noxus',
			/host and port/,
		],
		[{ networkCode: 'ENOTFOUND' }, 'The host name of Noxus could not be resolved', /DNS/],
		[{ networkCode: 'EAI_AGAIN' }, 'The host name of Noxus could not be resolved', /DNS/],
		[
			{ networkCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
			'n8n does not trust the TLS certificate of the Noxus host',
			/NODE_EXTRA_CA_CERTS.*DEPTH_ZERO_SELF_SIGNED_CERT/,
		],
		[{ networkCode: 'EPROTO' }, 'The server at the Base URL does not use TLS', /http:\/\//],
		[{ networkCode: 'ECONNREFUSED' }, 'n8n could not reach Noxus', /Base URL.*ECONNREFUSED/],
		[
			{ networkCode: 'ECONNRESET' },
			'The connection to Noxus was closed unexpectedly',
			/ECONNRESET/,
		],
		[
			{ networkCode: 'Proxy connection ended before receiving CONNECT response' },
			'The proxy between n8n and Noxus refused the connection',
			/HTTPS_PROXY/,
		],
		[
			{ networkCode: 'SSRF_BLOCKED' },
			'The SSRF protection of n8n blocks requests to Noxus',
			/N8N_SSRF_ALLOWED_HOSTNAMES/,
		],
		[
			{ networkCode: 'SSRF_BLOCKED', storageHost: 'files.acme.example' },
			'The file storage of Noxus did not return the file [SSRF_BLOCKED]',
			/files\.acme\.example.*N8N_SSRF_ALLOWED_HOSTNAMES/,
		],
		[
			{ networkCode: 'PRIVATE_REDIRECT', storageHost: '10.0.0.5' },
			'The file storage of Noxus did not return the file [PRIVATE_REDIRECT]',
			/10\.0\.0\.5/,
		],
		[
			{ networkCode: 'BODY_TOO_LARGE', statusCode: 200 },
			'The response of Noxus is larger than 32 MB',
			/BODY_TOO_LARGE/,
		],
		[
			{ networkCode: 'EOTHER' },
			'n8n could not reach Noxus, or the connection was closed',
			/proxy of n8n.*EOTHER/,
		],
	])('%j says what happened and what to do', (failure, message, advice) => {
		const described = describeFailure(noxus, { ...READ, ...failure });
		expect(described.message).toBe(message);
		expect(described.description).toMatch(advice);
		expect(described.description).not.toContain('secret');
	});

	it.each<[string, Partial<RequestFailure>]>([
		['504', { statusCode: 504 }],
		['408', { statusCode: 408 }],
		['ECONNABORTED', { networkCode: 'ECONNABORTED' }],
	])('says what to do with a synchronous run that took too long: %s', (code, failed) => {
		const described = describeFailure(noxus, { ...START, path: `${RUNS}/sync`, ...failed });
		expect(described.message).toBe(`The run did not finish within one request [${code}]`);
		expect(described.description).toMatch(/Run: Wait.*Create and Wait.*\n.*Run: Get Many/);
	});

	it('names the file if it is one that is too large or too slow', () => {
		const upload: RequestFailure = { method: 'POST', path: '/v1/file', rule: 'upload' };
		const tooLarge = describeFailure(noxus, { ...upload, statusCode: 413 });
		expect(tooLarge.message).toBe('The file is larger than Noxus accepts [413]');
		const tooSlow = describeFailure(noxus, { ...upload, networkCode: 'ERR_CANCELED' });
		expect(tooSlow.message).toBe('Noxus did not respond in time');
	});

	it('has the facts that support asks for', () => {
		const failure = { statusCode: 503, detail: 'Queue is full', requestId: 'req-8f14e45f' };
		const lines = describeFailure(noxus, { ...READ, ...failure })
			.description.split('\n')
			.slice(1);
		expect(lines).toEqual([
			'Noxus said: Queue is full.',
			`Request: GET ${RUNS}/7f1d6c52.`,
			'Noxus request ID: req-8f14e45f.',
		]);
	});

	it.each<[string, RequestFailure, boolean]>([
		['a server error', { ...START, statusCode: 502 }, true],
		['a connection cut on the way', { ...START, networkCode: 'ECONNRESET' }, true],
		[
			'a sync run out of time',
			{ ...START, path: `${RUNS}/sync`, networkCode: 'ECONNABORTED' },
			true,
		],
		['a success that is not a run', { ...START, statusCode: 200 }, true],
		['a refusal', { ...START, statusCode: 422 }, false],
		['no connection', { ...START, networkCode: 'ECONNREFUSED' }, false],
		['a request that n8n did not send', { ...START, networkCode: 'SSRF_BLOCKED' }, false],
		['a proxy that did not connect', { ...START, networkCode: 'Proxy connection ended' }, false],
		['a certificate not trusted', { ...START, networkCode: 'CERT_HAS_EXPIRED' }, false],
		['a read', { ...READ, statusCode: 502 }, false],
		['an upload', { ...START, path: '/v1/file', statusCode: 502 }, false],
	])('warns if a run may have started: %s', (_name, failure, mayHaveStarted) => {
		const { description } = describeFailure(noxus, failure);
		expect(description.includes('may have started')).toBe(mayHaveStarted);
		const error = toNodeApiError(node, noxus, failure);
		expect(leavesStartUnconfirmed(error)).toBe(mayHaveStarted);
	});
});

describe('toNodeApiError', () => {
	it.each<[Partial<RequestFailure>, string]>([
		[{ statusCode: 404, detail: 'Workflow not found' }, '404'],
		[{ networkCode: 'ECONNREFUSED' }, 'ECONNREFUSED'],
		[{ statusCode: 400, detail: 'connect ECONNREFUSED 10.0.0.5:5432' }, '400'],
	])('shows our words in n8n, not its own: %j', (failed, httpCode) => {
		const failure = { ...READ, ...failed };
		const { message, description } = describeFailure(noxus, failure);
		expect(toNodeApiError(node, noxus, failure)).toMatchObject({ message, description, httpCode });
	});
});

describe('networkCodeOf', () => {
	const blocked = Object.assign(new Error('restricted'), { name: 'SsrfBlockedIpError' });

	it.each<[string, unknown, string]>([
		['the cause of n8n’s error', { cause: { code: 'ECONNRESET' } }, 'ECONNRESET'],
		['what n8n 1 has', { httpCode: 'ENOTFOUND', message: 'x' }, 'ENOTFOUND'],
		[
			'the code of a body that breaks off',
			{ code: 'ECONNRESET', message: 'aborted' },
			'ECONNRESET',
		],
		['what is not empty', { cause: {}, httpCode: '', code: 'EPIPE' }, 'EPIPE'],
		['words, if there is no code', { message: 'socket hang up' }, 'socket hang up'],
		['nothing', undefined, 'UNKNOWN'],
		['a request that n8n blocked', { cause: blocked }, 'SSRF_BLOCKED'],
		['one that it blocked while connecting', { cause: { cause: blocked } }, 'SSRF_BLOCKED'],
	])('reads %s', (_name, error, code) => {
		expect(networkCodeOf(error)).toBe(code);
	});

	it('is not caught in a circle of causes', () => {
		const error: { cause?: unknown } = {};
		error.cause = error;
		expect(networkCodeOf(error)).toBe('UNKNOWN');
	});
});

describe('appendToDescription', () => {
	it('adds the lines that there are', () => {
		const error = toNodeApiError(node, noxus, { ...READ, statusCode: 503 });
		const before = error.description;
		appendToDescription(error, ['one', false, undefined, 'two']);
		expect(error.description).toBe(`${before}\none\ntwo`);
	});
});
