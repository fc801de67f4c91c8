import { KEYS, WORKFLOWS } from '../../simulator/noxus';
import { besideSimulator, useStarted, type Fixture } from './support/fixture';
import { answeredItems, answerQuestions, parkQuestions } from './support/parked';
import { exampleCredential, itemsOf, startN8n, waitUntil } from '../../n8n-harness';
import { runWorkflow } from './support/workflows';

jest.setTimeout(300_000);

const BLOCKED_CREDENTIAL_ID = 'noxusBlockedCredential';

// Noxus is asked by a name that is allowed. n8n's own URL has the address, which is not.
describe('an n8n with its SSRF protection on', () => {
	const started = useStarted(async () => {
		const env = { N8N_SSRF_PROTECTION_ENABLED: 'true', N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost' };
		const { server, ...rest } = await besideSimulator(
			undefined,
			async ({ url }, packageTarball) => {
				const allowed = exampleCredential(KEYS.a, url.replace('127.0.0.1', 'localhost'));
				const blocked = { ...exampleCredential(KEYS.a, url), id: BLOCKED_CREDENTIAL_ID };
				return await startN8n({ packageTarball, env, credentials: [allowed, blocked] });
			},
		);
		return { n8n: server, ...rest };
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
		const isLogged = () => /does not let the node .* call its own URL/.test(n8n.logText());
		await waitUntil(isLogged, { what: 'the warning in the log', limitMs: 120_000 });
		await answerQuestions(fixture(), parked.runs);
		expect(parked.latest?.status).toBe('waiting');
		const answer = await parked.callBack(parked.runs[0]);
		expect(answer).toMatchObject({ statusCode: 200, body: { resumed: true } });
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Regular')).toMatchObject(answeredItems(1));
	});

	test('the key is in nothing that n8n wrote', () => {
		expect(fixture().n8n.placesContaining(KEYS.a)).toEqual([]);
	});
});
