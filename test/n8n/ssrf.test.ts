import { KEYS, WORKFLOWS } from '../../simulator/noxus';
import { besideSimulator, useStarted, type Fixture } from './support/fixture';
import { answeredItems, answerQuestions, parkQuestions } from './support/parked';
import { exampleCredential, itemsOf, startN8n, waitUntil } from '../../n8n-harness';
import { startCollector } from './support/collector';
import { runWorkflow } from './support/workflows';

jest.setTimeout(300_000);

const BLOCKED_CREDENTIAL_ID = 'noxusBlockedCredential';

// Noxus is asked by a name that is allowed. n8n's own URL has the address, which is not.
describe('an n8n with its SSRF protection on', () => {
	const started = useStarted(async () => {
		const collector = await startCollector();
		const env = {
			N8N_SSRF_PROTECTION_ENABLED: 'true',
			N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
			N8N_OTEL_ENABLED: 'true',
			N8N_OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
		};
		const { server, ...rest } = await besideSimulator(
			undefined,
			async ({ url }, packageTarball) => {
				const allowed = exampleCredential(KEYS.a, url.replace('127.0.0.1', 'localhost'));
				const blocked = { ...exampleCredential(KEYS.a, url), id: BLOCKED_CREDENTIAL_ID };
				return await startN8n({ packageTarball, env, credentials: [allowed, blocked] });
			},
		);
		const stop = async () => void (await rest.stop(), await collector.close());
		return { n8n: server, ...rest, collector, stop };
	});
	const fixture = (): Fixture => started();

	test('a Noxus that it blocks is reported, with what to set', async () => {
		const { n8n, simulator } = fixture();
		const path = 'ssrf-blocked';
		const given = { noxusWorkflowId: WORKFLOWS.echo, input: { Text: 'hi' } };
		const { id } = await n8n.addWorkflow(
			runWorkflow({ path, credentialId: BLOCKED_CREDENTIAL_ID, ...given }),
		);
		await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' });
		const [execution] = await n8n.finishedExecutions(id, 1);
		const error = execution?.data?.resultData.error;
		expect(error?.message).toBe('The SSRF protection of n8n blocks requests to Noxus');
		expect(error?.description).toMatch(/N8N_SSRF_ALLOWED_HOSTNAMES/);
		expect(error?.description).not.toMatch(/may have started/);
		expect(simulator.calls).toEqual([]);
	});

	test('a parked execution is resumed by its callbacks; that the node cannot call its own URL is in the log', async () => {
		const { n8n, simulator } = fixture();
		simulator.settings.callback.never = true;
		const parked = await parkQuestions(fixture(), { path: 'ssrf-parked' });
		const isLogged = () => /blocks the node .* from calling its own URL/.test(n8n.logText());
		await waitUntil(isLogged, { what: 'the warning in the log', limitMs: 120_000 });
		await answerQuestions(fixture(), parked.runs);
		expect(parked.latest?.status).toBe('waiting');
		const answer = await parked.callBack(parked.runs[0]);
		expect(answer).toMatchObject({ statusCode: 200, body: { resumed: true } });
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Regular')).toMatchObject(answeredItems(1));
	});

	test('its trace has the node, and Noxus is sent the trace', async () => {
		const { n8n, simulator, collector } = started();
		const path = 'traced';
		const given = { noxusWorkflowId: WORKFLOWS.echo, input: { Text: 'hi' } };
		const { id } = await n8n.addWorkflow(runWorkflow({ path, ...given }));
		const callsBefore = simulator.calls.length;
		await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' });
		const [execution] = await n8n.finishedExecutions(id, 1);
		const [run] = simulator.runs.slice(-1);
		const [task] = execution?.data?.resultData.runData.Noxus ?? [];
		expect(task?.metadata?.tracing).toEqual({
			'noxus.run.count': 1,
			'noxus.run.ids': run?.id,
			'noxus.workflow.ids': WORKFLOWS.echo,
		});
		const calls = simulator.calls.slice(callsBefore);
		const traceIds = new Set(calls.map(({ traceparent }) => traceparent?.split('-')[1]));
		expect(traceIds.size).toBe(1);
		const [traceId = ''] = traceIds;
		const isExported = () => collector.has(Buffer.from(traceId, 'hex'), 'n8n-nodes-noxus.noxus');
		await waitUntil(isExported, { what: 'the span of the node', limitMs: 60_000 });
		// n8n puts the attributes of nodes on the span only with a licence for that.
		expect(collector.has('noxus.run.ids')).toBe(false);
	});

	test('the key is in nothing that n8n wrote', () => {
		expect(fixture().n8n.placesContaining(KEYS.a)).toEqual([]);
	});
});
