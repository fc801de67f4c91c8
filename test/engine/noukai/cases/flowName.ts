import { FLOWS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, useNoukai } from '../support/noukai';

const used = useNoukai();

const execute = async (flow: string, more = {}, credential = {}) =>
	await runNode({
		credentials: { ...used.credentials, ...credential },
		parameters: flowParameters('execute', flow, more),
	});

const ACME = { organization: 'acme', project: 'demo' };
const paths = () => used.simulator.calls.map(({ path }) => path);

describe('a flow', () => {
	it('is named in full, or by its slug with the credential', async () => {
		await execute(FLOWS.hello);
		await execute('hello-world', {}, ACME);
		await execute(FLOWS.hello, {}, { organization: 'other', project: 'other' });
		const path = '/api/v1/seq/acme/demo/hello-world/execute';
		expect(paths()).toEqual([path, path, path]);
	});

	it.each([
		['hello-world', /^Flow is a slug alone, but the Noukai credential has no Organization/],
		['demo/hello-world', /^Flow must be organization\/project\/flow/],
		['a/b/c/d', /^Flow must be organization\/project\/flow/],
		['acme/demo/Hello', /^Flow has "Hello", which is not a slug/],
		['acme/demo/-hello', /which is not a slug/],
		['acme/../hello', /^Flow has "\.\.", which is not a slug/],
		['acme/demo/h', /which is not a slug/],
		['={{ " " }}', /^Flow is empty/],
	])('is refused before the call: %j', async (flow, message) => {
		const { error } = await execute(flow);
		expect(error?.message).toMatch(message);
		expect(paths()).toEqual([]);
	});

	it.each<[string, object, string, number]>([
		['production', {}, '', 1],
		['number', { versionNumber: 2 }, '/v2', 2],
		['draft', {}, '/v0', 0],
	])('is run in the version %s', async (version, more, segment, run) => {
		await execute(FLOWS.versions, { version, ...more });
		expect(paths()).toEqual([`/api/v1/seq/acme/demo/versions${segment}/execute`]);
		expect(used.simulator.executions[0]?.start.version).toBe(run);
	});

	it.each([0, -1, 1.5])('has no version %j', async (versionNumber) => {
		const { error } = await execute(FLOWS.versions, { version: 'number', versionNumber });
		expect(error?.message).toMatch(/^Version Number must be a whole number of 1 or more/);
		expect(paths()).toEqual([]);
	});
});

describe('the credential', () => {
	it.each([
		[{ apiKey: 'sk-123456' }, /API Key of the Noukai credential does not begin with nk_/],
		[{ organization: 'acme' }, /only one of Organization and Project/],
		[{ project: 'demo' }, /only one of Organization and Project/],
		[{ baseUrl: 'noukai.dev' }, /Base URL of the Noukai credential must begin with/],
	])('is refused before the call: %j', async (credential, message) => {
		const { error } = await execute(FLOWS.hello, {}, credential);
		expect(error?.message).toMatch(message);
		expect(paths()).toEqual([]);
	});

	it('is trimmed, and its host alone is enough', async () => {
		const { apiKey } = used.credentials;
		const { items } = await execute(
			FLOWS.hello,
			{},
			{ apiKey: ` ${apiKey}\n`, baseUrl: used.simulator.origin },
		);
		expect(items[0]?.json.status).toBe('completed');
	});

	it('is never shown', async () => {
		used.simulator.addFault({ path: '/execute', kind: 'echoKey' });
		const { stored } = await execute(FLOWS.hello);
		expect(stored).not.toContain(used.credentials.apiKey);
	});
});
