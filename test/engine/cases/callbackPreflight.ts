import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { callsThatSend } from '../support/noxusCalls';
import { jsonInput, runParameters } from '../support/parameters';
import { useAsHttpProxy, useSimulator } from '../support/simulator';

const used = useSimulator();

const HOOK_PATH = '/webhook/3c90c3cc-0d44-4b50-8888-8dd25736052a/webhook';
const TRIGGER_URL = `https://n8n.example.com${HOOK_PATH}`;
const PUBLIC_NOXUS = 'http://noxus.test';

const start = async (
	more: INodeParameters,
	{
		baseUrl = used.credentials.baseUrl,
		items = [{ json: {} }] as Array<{ json: IDataObject }>,
	} = {},
) =>
	await runNode({
		credentials: { ...used.credentials, baseUrl },
		items,
		parameters: runParameters('create', WORKFLOWS.echo, { ...jsonInput({ Text: 'a' }), ...more }),
	});

const trigger = (triggerUrl: string, options: INodeParameters = {}) => ({
	callback: 'trigger',
	triggerUrl,
	options,
});
const anyUrl = (callbackUrl: string) => ({ callback: 'url', callbackUrl });

describe('a callback that cannot be', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['no URL', trigger(' '), /^Noxus Trigger URL is empty/],
		['no URL', anyUrl('={{ null }}'), /^Callback URL is empty/],
		['not even a text', anyUrl('={{ {} }}'), /^Callback URL must be text, not {}/],
		['no scheme', trigger('n8n.example.com/webhook'), /^Noxus Trigger URL must be a URL/],
		['another scheme', anyUrl('ftp://x.y/z'), /^Callback URL must be a URL/],
		['too many characters', anyUrl(`https://x.y/${'a'.repeat(2080)}`), /at most 2083/],
		[
			'too many characters with the token',
			trigger(`${TRIGGER_URL}?${'a'.repeat(1_960)}`),
			/^Noxus Trigger URL, with its callback token, is 2[01]\d\d characters long: at most 2083 are accepted$/,
		],
		[
			'the URL that resumes an execution',
			trigger('https://n8n.example.com/webhook-waiting/17/noxus?signature=abc'),
			/^Noxus Trigger URL resumes a paused execution and does not start a workflow: copy the Production URL/,
		],
		[
			'the address of the editor',
			trigger('https://n8n.example.com/workflow/abc'),
			/^Noxus Trigger URL is the address of a workflow in the browser/,
		],
		[
			'no days',
			trigger(TRIGGER_URL, { callbackValidDays: 0 }),
			/^Callback Valid For \(Days\) must/,
		],
		['too many days', trigger(TRIGGER_URL, { callbackValidDays: 366 }), /from 1 to 365, not 366/],
		['a broken day', trigger(TRIGGER_URL, { callbackValidDays: 1.5 }), /from 1 to 365, not 1.5/],
		[
			'a choice that is none',
			{ callback: '={{ "fax" }}' },
			/^Callback must be one of none, trigger, url, not "fax"/,
		],
	])('with %s: names the field and the item, and starts nothing', async (_case, more, message) => {
		const { error } = await start(more);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/^Nothing was sent to Noxus for this item \(item 0,/);
		expect(error?.context.itemIndex).toBe(0);
		expect(callsThatSend(used.simulator)).toEqual([]);
	});

	it('leaves the other items alone', async () => {
		const items = [{ json: { to: TRIGGER_URL } }, { json: { to: 'nowhere' } }];
		const parameters = runParameters('create', WORKFLOWS.echo, {
			...jsonInput({}),
			...trigger('={{ $json.to }}', { checkInputs: false }),
		});
		const { items: out } = await runNode({
			credentials: used.credentials,
			items,
			parameters,
			onError: 'continueRegularOutput',
		});
		expect(out.map(({ json }) => 'error' in json)).toEqual([false, true]);
		expect(used.simulator.runs).toHaveLength(1);
	});
});

describe('a hint before the run is started', () => {
	useAsHttpProxy();

	const UNREACHABLE = /^Noxus probably cannot reach the callback URL at /;
	const TEST_URL = /is a test URL, which works only while the trigger listens/;
	const SHAPE = /does not end in .webhook/;

	it.each<[string, INodeParameters, RegExp[]]>([
		['a public trigger', trigger(TRIGGER_URL), []],
		['a public URL', anyUrl('https://example.com/a'), []],
		['a trigger on this machine', trigger(`http://localhost:5678${HOOK_PATH}`), [UNREACHABLE]],
		['a trigger in a private network', trigger(`https://10.0.0.7${HOOK_PATH}`), [UNREACHABLE]],
		['a URL in a private network', anyUrl('https://n8n:5678/a'), [UNREACHABLE]],
		['a URL that is http', anyUrl('http://example.com/a'), [UNREACHABLE]],
		['a test URL', trigger(TRIGGER_URL.replace('/webhook/', '/webhook-test/')), [TEST_URL]],
		['the URL of a Webhook node', trigger('https://n8n.example.com/webhook/orders'), [SHAPE]],
		['a trigger behind a proxy', trigger(`https://example.com/a/workflow${HOOK_PATH}`), []],
		[
			'a test URL on this machine',
			trigger(`http://localhost:5678${HOOK_PATH.replace('/webhook/', '/webhook-test/')}`),
			[TEST_URL, UNREACHABLE],
		],
	])('%s', async (_case, more, expected) => {
		const { error, hints = [] } = await start(more, { baseUrl: PUBLIC_NOXUS });
		expect(error).toBeUndefined();
		expect(used.simulator.runs).toHaveLength(1);
		expect(hints).toEqual(
			expected.map((text) =>
				expect.objectContaining({ message: expect.stringMatching(text), type: 'warning' }),
			),
		);
	});

	it('is given once for all items, and without what may be secret', async () => {
		const items = Array.from({ length: 5 }, (_, i) => ({ json: { i } }));
		const url = '=http://user:pass@localhost:5678/hook/{{ $json.i }}?key=abc';
		const { hints } = await start(anyUrl(url), { baseUrl: PUBLIC_NOXUS, items });
		expect(hints).toHaveLength(1);
		expect(hints?.[0]?.message).toMatch('at http://localhost:5678: localhost is');
		expect(hints?.[0]?.message).not.toMatch(/user|pass|abc/);
	});

	it('is not given about reachability where Noxus itself is in a private network', async () => {
		const { hints } = await start(trigger(`http://localhost:5678${HOOK_PATH}`));
		expect(hints ?? []).toEqual([]);
	});
});
