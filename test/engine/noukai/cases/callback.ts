import type { INodeParameters } from 'n8n-workflow';

import { problemWithToken } from '../../../../noukai/nodes/Noukai/callback/token';
import { callbackSecretOf } from '../../../../noukai/nodes/Noukai/callback/secret';
import { FLOWS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, jobParameters, runCalls, useNoukai } from '../support/noukai';

const used = useNoukai();

const PATH = '/webhook/3c90c3cc-0d44-4b50-8888-8dd25736052a/webhook';
const TRIGGER_URL = `https://n8n.example.com${PATH}`;
const DAY_MS = 86_400_000;

const OPERATIONS = {
	'Job: Submit': (more: INodeParameters) => jobParameters('submit', FLOWS.hello, more),
	'Flow: Execute as Job and Wait': (more: INodeParameters) =>
		flowParameters('executeAsJobAndWait', FLOWS.hello, more),
};

const sent = () => runCalls(used.simulator).map(({ body }) => body as Record<string, unknown>);
const sentUrl = () => new URL(String(sent()[0]?.callbackUrl));

/** What a trigger says to the token of the URL, some days later. */
function check(url: URL, { days = 0, path = PATH, flow = '', secret = '' } = {}) {
	const query = Object.fromEntries(url.searchParams);
	const called = { path, query: { ...query, ...(flow && { noukaiFlow: flow }) } };
	const own = callbackSecretOf(used.credentials);
	return problemWithToken(called, secret || own, Date.now() + days * DAY_MS);
}

describe.each(Object.entries(OPERATIONS))('%s', (_name, parametersFor) => {
	const start = async (more: INodeParameters, credentials = {}) =>
		await runNode({
			credentials: { ...used.credentials, ...credentials },
			parameters: parametersFor(more),
		});

	it('asks for no callback by default, nor for one that is hidden', async () => {
		const hidden = { triggerUrl: TRIGGER_URL, callbackUrl: 'https://example.com' };
		await start({});
		await start({ callback: 'none', ...hidden });
		expect(sent()).toEqual([{ message: 'Hi' }, { message: 'Hi' }]);
	});

	it('adds the flow and a token to the URL of a trigger', async () => {
		await start({ callback: 'trigger', triggerUrl: `${TRIGGER_URL}?a=%20b&noukaiFlow=x/y/z` });
		const url = sentUrl();
		expect(url.href).toMatch(
			/webhook\?a=%20b&noukaiFlow=acme%2Fdemo%2Fhello-world&noukaiToken=v1\./,
		);
		expect(sent()[0]).not.toHaveProperty('callbackEvents');
		expect(check(url, { days: 6.9 })).toBeUndefined();
		expect(check(url, { days: 7.1 })).toBe('expired');
		expect(check(url, { flow: FLOWS.echo })).toBe('forged');
		expect(check(url, { path: '/webhook/other/webhook' })).toBe('forged');
		expect(check(url, { secret: 'another' })).toBe('forged');
	});

	it.each([[[]], [['flow.failed', 'flow.completed']]])(
		'asks for all events with %j',
		async (callbackEvents) => {
			const options = { callbackEvents };
			await start({ callback: 'url', callbackUrl: 'https://example.com', options });
			expect(sent()[0]).not.toHaveProperty('callbackEvents');
		},
	);

	it('sends any URL as it is, for the events that are chosen', async () => {
		const callbackUrl = 'https://example.com/jobs?key=%20';
		const options = { callbackEvents: ['flow.failed'] };
		await start({ callback: 'url', callbackUrl, options });
		expect(sent()).toEqual([{ message: 'Hi', callbackUrl, callbackEvents: ['flow.failed'] }]);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['no URL', { callback: 'url' }, /Callback URL is empty/],
		['no trigger URL', { callback: 'trigger' }, /Noukai Trigger URL is empty/],
		[
			'another scheme',
			{ callback: 'url', callbackUrl: 'ftp://example.com' },
			/Callback URL must be/,
		],
		[
			'the URL of a paused execution',
			{ callback: 'trigger', triggerUrl: 'https://n8n.example.com/webhook-waiting/1' },
			/resumes a paused execution/,
		],
		[
			'the URL of the editor',
			{ callback: 'trigger', triggerUrl: 'https://n8n.example.com/workflow/1' },
			/address of a workflow in the browser/,
		],
		[
			'an unknown event',
			{ callback: 'url', callbackUrl: 'https://example.com', options: { callbackEvents: ['x'] } },
			/Callback Events must be/,
		],
	])('reports %s before the call', async (_case, more, text) => {
		expect((await start(more)).error?.message).toMatch(text);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it.each([
		['http://example.com/jobs', 'it uses http instead of https'],
		['https://localhost/jobs', 'localhost'],
		['https://10.0.0.1/jobs', '10.0.0.1'],
		['https://n8n.internal/jobs', 'n8n.internal'],
		['https://[::ffff:127.0.0.1]/jobs', 'is a private address'],
	])('reports that Noukai would refuse %s, before the call', async (url, why) => {
		const baseUrl = 'https://api.noukai.dev/api/v1';
		for (const choice of [
			{ callback: 'url', callbackUrl: url },
			{ callback: 'trigger', triggerUrl: `${url}/webhook` },
		]) {
			const { error } = await start(choice, { baseUrl });
			expect(error?.message).toContain('would be rejected by Noukai');
			expect(error?.message).toContain(why);
			expect(error?.description).toContain('Nothing was sent');
		}
	});

	it.each([
		[TRIGGER_URL.replace('/webhook/', '/webhook-test/'), /is a test URL/],
		['https://n8n.example.com/webhook/other', /does not end in .webhook/],
	])('shows a hint for %s, and submits the job', async (triggerUrl, text) => {
		const { hints } = await start({ callback: 'trigger', triggerUrl });
		expect(hints).toEqual([
			expect.objectContaining({ message: expect.stringMatching(text) as string }),
		]);
		expect(sent()).toHaveLength(1);
	});
});

describe('Flow: Execute as Job and Wait with Pause Execution', () => {
	it('does not read a callback that is hidden', async () => {
		const parameters = OPERATIONS['Flow: Execute as Job and Wait']({
			whenLong: 'freeWorker',
			callback: 'url',
			callbackUrl: 'https://example.com/jobs',
		});
		const { error } = await runNode({ credentials: used.credentials, parameters });
		expect(error).toBeUndefined();
		expect(sent()[0]?.callbackUrl).not.toBe('https://example.com/jobs');
	});
});
