import { WORKFLOWS } from '../../../simulator/noxus';
import { runNode, type RunResult } from '../support/engine';
import { fieldInputs, runParameters } from '../support/parameters';
import { callsThatSend, callsTo, CREATE } from '../support/noxusCalls';
import { useFileServers } from '../support/fileServers';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const proxy = useFileServers();

async function create(urls: string[], baseUrl = used.credentials.baseUrl): Promise<RunResult> {
	return await runNode({
		credentials: { ...used.credentials, baseUrl },
		items: urls.map((url) => ({ json: { url } })),
		parameters: runParameters('create', WORKFLOWS.echo, {
			...fieldInputs({ name: 'Document', type: 'url', url: '={{ $json.url }}' }),
			// A check would ask the Base URL, which may be no host that exists.
			options: { maxConcurrentRuns: 1, checkInputs: false },
		}),
	});
}

describe('the size of the file at a URL', () => {
	it('over 25 MB is reported before a run is started, with the item', async () => {
		const { error } = await create(['http://files.test/small.pdf', 'http://files.test/big.mp4']);
		expect(error?.message).toBe(
			'Input "Document" points to a file of 25.1 MB, but Noxus downloads at most 25 MB. Download the file with an HTTP Request node, and send it as a binary file.',
		);
		expect(error?.context.itemIndex).toBe(1);
		expect(used.simulator.runs).toHaveLength(1);
		expect(proxy.calls.map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
	});

	it('is asked for without the API key, once for each URL', async () => {
		const { error } = await create(Array(3).fill('http://files.test/small.pdf'));
		expect(error).toBeUndefined();
		expect(proxy.calls).toHaveLength(1);
		expect(JSON.stringify(proxy.calls)).not.toContain(used.credentials.apiKey);
		expect(used.simulator.runs).toHaveLength(3);
	});

	it.each(['cap.pdf', 'refused.mp4', 'nothing.pdf', 'unknown.pdf', 'slow.mp4'])(
		'does not hinder a run where it is small enough or not to be had: %s',
		async (name) => {
			const { error } = await create([`http://files.test/${name}`]);
			expect(error).toBeUndefined();
			expect(proxy.calls).toHaveLength(1);
			expect(used.simulator.runs).toHaveLength(1);
		},
		30_000,
	);
});

describe('a URL that Noxus refuses', () => {
	it.each([
		'http://localhost:9000/a.pdf',
		'http://127.0.0.1/a.pdf',
		'http://[::1]/a.pdf',
		'http://169.254.169.254/latest/meta-data',
		'http://[::ffff:127.0.0.1]/a.pdf',
	])('%s is reported before anything is sent', async (url) => {
		const { error } = await create([url]);
		expect(error?.message).toMatch(/^Input "Document" points to .*, which is not a public address/);
		expect(error?.message).toContain('send it as a binary file');
		expect(error?.context.itemIndex).toBe(0);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
		expect(proxy.calls).toHaveLength(0);
	});

	it.each(['http://10.0.0.1/a.pdf', 'http://[::ffff:10.0.0.1]/a.pdf', 'http://minio:9000/a.pdf'])(
		'%s is reported where Noxus is public, and left to a Noxus that is private',
		async (url) => {
			const public_ = await create([url], 'https://noxus.test');
			expect(public_.error?.message).toContain('not a public address');
			expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(0);
			// The simulator stands for a Noxus in a private network, and refuses addresses by itself.
			const private_ = await create([url]);
			expect(private_.error?.message ?? '').not.toContain('points to');
			expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(1);
		},
	);
});
