import { KEYS, WORKFLOWS, type Fault } from '../../../simulator/noxus';
import { runNode, startNode } from '../support/engine';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const RUN_PATH = '/workflows/[^/]+/runs/[^/]+$';
const CREATE_PATH = '/workflows/[^/]+/runs$';

const echo = async (credentials = used.credentials, operation = 'createAndWait') =>
	await runNode({
		credentials,
		parameters: runParameters(operation, WORKFLOWS.echo, jsonInput({ Text: 'hi' })),
	});

describe('reading a run again', () => {
	it.each<[string, Omit<Fault, 'path'>]>([
		[
			'429 with Retry-After in seconds',
			{ kind: 'status', statusCode: 429, headers: { 'retry-after': '1' } },
		],
		[
			'429 with Retry-After as a date',
			{ kind: 'status', statusCode: 429, headers: { 'retry-after': inSeconds(1) } },
		],
		['429 without Retry-After', { kind: 'status', statusCode: 429 }],
		['503', { kind: 'status', statusCode: 503 }],
		['a reset', { kind: 'reset' }],
		['a reset in the middle of the body', { kind: 'resetMidBody' }],
	])('gets the output in spite of %s', async (_case, fault) => {
		used.simulator.addFault({ method: 'GET', path: RUN_PATH, times: 1, ...fault });
		const { items, error } = await echo();
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'completed', output: { Text: 'hi' } });
		expect(used.simulator.runs).toHaveLength(1);
	});

	it('waits as long as Retry-After says', async () => {
		const headers = { 'retry-after': '1' };
		used.simulator.addFault({
			method: 'GET',
			path: RUN_PATH,
			times: 1,
			kind: 'status',
			statusCode: 429,
			headers,
		});
		await echo();
		const reads = used.simulator.calls.filter(({ path }) => new RegExp(RUN_PATH).test(path));
		const pauseMs = Number(reads[1]?.startedAt) - Number(reads[0]?.startedAt);
		expect(pauseMs).toBeGreaterThanOrEqual(950);
	});
});

describe('starting a run', () => {
	it('is tried again where nothing started: 429', async () => {
		used.simulator.addFault({
			method: 'POST',
			path: CREATE_PATH,
			times: 2,
			kind: 'status',
			statusCode: 429,
		});
		const { items } = await echo();
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
		expect(used.simulator.runs).toHaveLength(1);
	});

	it.each<[string, Omit<Fault, 'path'>, number]>([
		['500', { kind: 'status', statusCode: 500 }, 0],
		['502', { kind: 'status', statusCode: 502 }, 0],
		['a reset before it began', { kind: 'reset' }, 0],
		['a reset after it began', { kind: 'resetAfterHandling' }, 1],
	])('is not tried again after %s', async (_case, fault, started) => {
		used.simulator.addFault({ method: 'POST', path: CREATE_PATH, ...fault });
		const { error } = await echo();
		expect(error?.description).toMatch(/The run may have started anyway/);
		const creates = used.simulator.calls.filter(({ method }) => method === 'POST');
		expect(creates).toHaveLength(1);
		expect(used.simulator.runs).toHaveLength(started);
	});

	it('reports the run that was started when reading it stays impossible', async () => {
		used.simulator.addFault({ method: 'GET', path: '.*', kind: 'status', statusCode: 404 });
		const { error } = await echo();
		expect(error?.description).toContain(`Run ${used.simulator.runs[0]?.id} may continue in Noxus`);
	});
});

describe('an API key that is replaced while the node waits', () => {
	const refuse = (fault: Partial<Fault>) =>
		used.simulator.addFault({ path: RUN_PATH, kind: 'status', statusCode: 401, ...fault });

	/** n8n's credential is changed when Noxus is first asked for the path. */
	async function replaced(path: RegExp, newKey: string) {
		const credentials = { ...used.credentials };
		const input = jsonInput({ Milliseconds: 300 });
		const parameters = runParameters('createAndWait', WORKFLOWS.slow, input);
		const execution = await startNode({ credentials, parameters });
		await waitUntil(() => used.simulator.calls.some((call) => path.test(call.path)));
		credentials.apiKey = newKey;
		return await execution.result;
	}
	const keysOf = (path: RegExp) =>
		used.simulator.calls.filter((call) => path.test(call.path)).map(({ keyName }) => keyName);

	it.each([401, 403])('is used after a refusal with %i', async (statusCode) => {
		refuse({ statusCode, times: 1 });
		const { items, error } = await replaced(/events$/, KEYS.restricted);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
		expect(keysOf(new RegExp(RUN_PATH))).toEqual(['a', 'restricted']);
		expect(used.simulator.runs).toHaveLength(1);
	});

	it('is read once more, and the request is not repeated, if it is the same', async () => {
		refuse({});
		const { error } = await replaced(/events$/, used.credentials.apiKey);
		expect(error?.message).toBe('Noxus did not accept the API key [401]');
		expect(keysOf(new RegExp(RUN_PATH))).toEqual(['a']);
	});

	it('is not read again without a refusal', async () => {
		const { error } = await replaced(/events$/, 'not-a-key-of-noxus');
		expect(error).toBeUndefined();
		expect(keysOf(/./)).not.toContain('wrong');
	});
});

describe('what the user reads', () => {
	it.each(['create', 'createAndWait', 'createSync'])(
		'names both causes of a 401 for %s',
		async (operation) => {
			const { error } = await echo({ ...used.credentials, apiKey: 'wrong' }, operation);
			expect(error?.message).toBe('Noxus did not accept the API key [401]');
			expect(error?.description).toMatch(
				/key is wrong or revoked, or belongs to another Noxus host/,
			);
			expect(error?.httpCode).toBe('401');
			// n8n would send the request again on a 401, also a POST.
			const statuses = used.simulator.calls.map(({ method, statusCode }) => [method, statusCode]);
			expect(statuses).toEqual([
				['GET', 401],
				['POST', 401],
			]);
		},
	);

	it('shows what FastAPI says of a bad request', async () => {
		const body = {
			detail: [{ loc: ['body', 'callback_url'], msg: 'URL scheme not permitted', type: 'x' }],
		};
		used.simulator.addFault({ path: CREATE_PATH, kind: 'status', statusCode: 422, body });
		const { error } = await echo();
		expect(error?.message).toBe(
			'Noxus did not accept the request [422]: callback_url: URL scheme not permitted',
		);
		expect(error?.description).toMatch(/Noxus request ID: /);
	});

	it('does not take the key to another host by a redirect', async () => {
		const headers = { location: 'https://elsewhere.example.com/v1' };
		used.simulator.addFault({ path: CREATE_PATH, kind: 'status', statusCode: 307, headers });
		const { error } = await echo();
		expect(error?.message).toBe('Noxus redirects this address [307]');
		expect(error?.description).toContain('https://elsewhere.example.com/v1');
	});

	it('says that nobody listens at the Base URL', async () => {
		const { error } = await echo({ ...used.credentials, baseUrl: 'http://127.0.0.1:9' }, 'create');
		expect(error?.message).toBe('n8n could not reach Noxus');
		expect(error?.description).toMatch(/Check the host and port in the Base URL .*ECONNREFUSED/);
		expect(error?.description).not.toMatch(/may have started/);
	}, 40_000);

	it('says that the Base URL is not that of the API', async () => {
		used.simulator.addFault({
			path: CREATE_PATH,
			kind: 'status',
			statusCode: 200,
			body: '<html>App</html>',
		});
		const { error } = await echo();
		expect(error?.message).toBe('The server at the Base URL does not look like the Noxus API');
		expect(error?.description).toMatch(/The run may have started anyway/);
	});

	it.each(['noxus.example.com', 'ftp://noxus.example.com', KEYS.a])(
		'takes no Base URL like %s',
		async (baseUrl) => {
			const { error } = await echo({ ...used.credentials, baseUrl });
			expect(error?.message).toMatch(/^The Base URL of the Noxus credential must begin with http/);
			// It may be the API key, pasted into the wrong field.
			expect(`${error?.message} ${error?.description}`).not.toContain(baseUrl);
		},
	);
});

describe('the API key', () => {
	it.each<[string, Partial<Fault>]>([
		['a good run', { path: 'nothing' }],
		['a refused request', { path: CREATE_PATH, kind: 'status', statusCode: 500 }],
		['a cut connection', { path: CREATE_PATH, kind: 'reset' }],
		['a wait that broke', { path: RUN_PATH, kind: 'status', statusCode: 404 }],
	])('is in nothing that n8n stores of %s', async (_case, fault) => {
		used.simulator.addFault({ path: '', kind: 'status', ...fault });
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			const { stored } = await runNode({
				credentials: used.credentials,
				onError,
				parameters: runParameters('createAndWait', WORKFLOWS.echo, jsonInput({ Text: 'hi' })),
			});
			expect(stored).toContain('resultData');
			expect(stored).not.toContain(KEYS.a);
		}
	});
});

describe('the Base URL', () => {
	it.each(['/', '/v1', '/v1/', ' '])('may end in %j', async (end) => {
		const baseUrl = `${used.simulator.url}${end}`;
		const { items } = await echo({ ...used.credentials, baseUrl });
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
	});
});

function inSeconds(seconds: number): string {
	return new Date(Date.now() + seconds * 1000).toUTCString();
}
