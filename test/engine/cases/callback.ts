import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { checkCallbackToken } from '../../../nodes/Noxus/callback/token';
import { callbackSecretOf } from '../../../nodes/Noxus/callback/secret';
import { WORKFLOWS } from '../../../simulator/noxus';
import { callTool } from '../support/contexts';
import { runNode } from '../support/engine';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const HOOK_PATH = '/webhook/3c90c3cc-0d44-4b50-8888-8dd25736052a/webhook';
const TRIGGER_URL = `https://n8n.example.com${HOOK_PATH}`;
const TEST_URL = TRIGGER_URL.replace('/webhook/', '/webhook-test/');
type CheckFacts = Parameters<typeof checkCallbackToken>[0];
const DAY_MS = 86_400_000;

const parametersFor = (operation: string, more: INodeParameters) =>
	runParameters(operation, WORKFLOWS.echo, { ...jsonInput({ Text: 'a' }), ...more });

const start = async (more: INodeParameters, operation = 'create', items = [{ json: {} }]) =>
	await runNode({
		credentials: used.credentials,
		items,
		parameters: parametersFor(operation, more),
	});

const sentBodies = () => used.simulator.runs.map(({ createBody }) => createBody as IDataObject);
const sentUrls = () => sentBodies().map(({ callback_url: url }) => url);
const sentUrl = () => String(sentUrls()[0]);

/** What a trigger with the same credential says to the callback, some days later. */
const check = (url: string, { days = 0, ...more }: { days?: number } & Partial<CheckFacts> = {}) =>
	checkCallbackToken({
		token: new URL(url).searchParams.get('noxusToken'),
		urlPath: HOOK_PATH,
		workflowId: WORKFLOWS.echo,
		nowMs: Date.now() + days * DAY_MS,
		secret: callbackSecretOf(used.credentials),
		...more,
	});

const trigger = (triggerUrl = TRIGGER_URL, options: INodeParameters = {}) => ({
	callback: 'trigger',
	triggerUrl,
	options,
});

const OPERATIONS = ['create', 'createAndWait', 'createSync'];

describe.each(OPERATIONS)('Run: %s', (operation) => {
	it('sends no callback URL by default, nor one that is hidden', async () => {
		const hidden = { triggerUrl: TRIGGER_URL, callbackUrl: 'https://example.com' };
		await start({}, operation);
		await start({ callback: 'none', ...hidden }, operation);
		expect(sentBodies()).toEqual([{ input: { Text: 'a' } }, { input: { Text: 'a' } }]);
	});

	it("adds a token to a trigger's URL, good for this workflow and seven days", async () => {
		const { error } = await start(trigger(), operation);
		expect(error).toBeUndefined();
		expect(sentUrl()).toMatch(`${TRIGGER_URL}?noxusToken=v1.`);
		expect(check(sentUrl())).toBeUndefined();
		expect(check(sentUrl(), { days: 6.99 })).toBeUndefined();
		expect(check(sentUrl(), { days: 7.01 })).toBe('expired');
		expect(check(sentUrl(), { workflowId: WORKFLOWS.slow })).toBe('forged');
	});

	it('sends any URL as it is, but for the white space around it', async () => {
		const callbackUrl = ' http://user@127.0.0.1:9/a%20b?c&noxusToken=mine#d\n';
		await start({ callback: 'url', callbackUrl }, operation);
		expect(sentUrl()).toBe(callbackUrl.trim());
	});
});

describe("a trigger's URL", () => {
	it.each([
		['with white space around it', `\n ${TRIGGER_URL}\t `],
		['with other parameters', `${TRIGGER_URL}?a=1`],
		['with an old token', `${TRIGGER_URL}?noxusToken=old`],
		['for tests', TEST_URL],
		['behind a prefix', `https://example.com/n8n${HOOK_PATH}/`],
	])('%s gets one good token', async (_case, url) => {
		await start(trigger(url));
		expect(new URL(sentUrl()).searchParams.getAll('noxusToken')).toHaveLength(1);
		expect(check(sentUrl())).toBeUndefined();
	});

	it.each([1, 365, '30'])('is good for as many days as chosen: %j', async (days) => {
		await start(trigger(TRIGGER_URL, { callbackValidDays: days }));
		expect(check(sentUrl(), { days: Number(days) - 0.01 })).toBeUndefined();
		expect(check(sentUrl(), { days: Number(days) + 0.01 })).toBe('expired');
	});

	it.each([
		['list', WORKFLOWS.echo],
		['url', `https://app.noxus.ai/workflow/${WORKFLOWS.echo}?tab=1`],
	])('is bound to the workflow that Noxus names, given by %s', async (mode, value) => {
		await start({ ...trigger(), workflowId: { __rl: true, mode, value } });
		expect(check(sentUrl(), { workflowId: used.simulator.runs[0]?.workflowId })).toBeUndefined();
	});

	it('is signed with the Callback Secret where there is one', async () => {
		const credentials = { ...used.credentials, callbackSecret: 'a-fake-callback-secret' };
		await runNode({ credentials, parameters: parametersFor('create', trigger()) });
		expect(check(sentUrl())).toBe('forged');
		expect(check(sentUrl(), { secret: credentials.callbackSecret })).toBeUndefined();
	});

	it('works in the tool call of an agent', async () => {
		await callTool(used.credentials, parametersFor('create', trigger()));
		expect(check(sentUrl())).toBeUndefined();
	});
});

it('may be chosen anew for each item', async () => {
	const items = [
		{ json: { callback: 'trigger', days: 1, hook: TRIGGER_URL } },
		{ json: { callback: 'url', to: 'https://example.com/a' } },
		{ json: { callback: 'none' } },
		{ json: {} },
		{ json: { callback: 'trigger', days: 2, hook: TEST_URL } },
	];
	const more = {
		callback: '={{ $json.callback }}',
		triggerUrl: '={{ $json.hook }}',
		callbackUrl: '={{ $json.to }}',
		options: { callbackValidDays: '={{ $json.days }}', maxConcurrentRuns: 1 },
	};
	const { error } = await start(more, 'create', items as never);
	expect(error).toBeUndefined();
	const [first, second, third, fourth, fifth] = sentUrls();
	expect([second, third, fourth]).toEqual(['https://example.com/a', undefined, undefined]);
	for (const [url, days] of [[first, 1] as const, [fifth, 2] as const]) {
		expect(check(String(url), { days: days - 0.01 })).toBeUndefined();
		expect(check(String(url), { days: days + 0.01 })).toBe('expired');
	}
});

it('is not read with Pause Execution, which has the execution called back', async () => {
	const more = { ...trigger(TEST_URL), whenLong: 'freeWorker', inlineSeconds: 30 };
	const { error, hints } = await start(more, 'createAndWait');
	expect(error).toBeUndefined();
	expect(hints ?? []).toEqual([]);
	// As a tool the node waits in place, and needs no callback.
	await callTool(used.credentials, parametersFor('createAndWait', more));
	expect(sentUrls()).toEqual([expect.stringContaining('/webhook-waiting/'), undefined]);
});
