import { FLOWS } from '../../../../simulator/noukai';
import { binaryItem, textFile } from '../../support/binaryItem';
import { runNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';

const used = useNoukai();

const execute = async (flow: string, more = {}, options = {}) =>
	await runNode({
		credentials: used.credentials,
		parameters: flowParameters('execute', flow, { ...more, options }),
	});

/** What `echo` was given, in the item. */
const echoed = async (more = {}, options = {}) => {
	const { items, error } = await execute(FLOWS.echo, more, options);
	expect(error).toBeUndefined();
	return items[0]?.json.output;
};

const body = () => runCalls(used.simulator)[0]?.body;

describe('Flow: Execute', () => {
	it('returns the result of a flow', async () => {
		const { items, error } = await execute(FLOWS.hello);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					executionId: used.simulator.executions[0]?.id,
					flowId: expect.any(String) as string,
					status: 'completed',
					output: 'Hello: Hi',
					blockCount: 1,
					sessionId: null,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		['unwraps a single field', 'simplified', FLOWS.hello, 'Hello: Hi'],
		['leaves the result as it is', 'raw', FLOWS.hello, { text: 'Hello: Hi' }],
		['leaves a text as it is', 'simplified', FLOWS.plainText, expect.any(String)],
	])('%s', async (_case, outputMode, flow, output) => {
		const { items } = await execute(flow, { outputMode });
		expect(items[0]?.json.output).toEqual(output);
	});

	it('makes an error of a 200 with the status failed', async () => {
		const { error } = await execute(FLOWS.failing);
		expect(error?.message).toBe('The Noukai flow failed: The block failed');
		expect(error?.context).toMatchObject({
			executionId: used.simulator.executions[0]?.id,
			status: 'failed',
		});
	});

	it('sends an error item to the error output', async () => {
		const { items } = await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			parameters: flowParameters('execute', FLOWS.failing),
		});
		expect(items[0]?.json.error).toEqual({
			message: 'The Noukai flow failed: The block failed',
			description: expect.stringContaining(FLOWS.failing) as string,
			executionId: used.simulator.executions[0]?.id,
			status: 'failed',
			code: null,
		});
	});

	it('keeps the order of the items, and runs them in parallel', async () => {
		const { items } = await runNode({
			credentials: used.credentials,
			items: [30, 1, 10].map((milliseconds) => ({ json: { milliseconds } })),
			parameters: flowParameters('execute', FLOWS.slow, {
				parameterMode: 'json',
				parametersJson: '={{ $json }}',
			}),
		});
		expect(items.map(({ json }) => json.output)).toEqual([
			'slept 30 ms',
			'slept 1 ms',
			'slept 10 ms',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
	});
});

describe('the input of a flow', () => {
	it.each<[string, object, object]>([
		['a message as it is, blanks included', { message: ' Hi\n' }, { message: ' Hi\n' }],
		[
			'chat messages',
			{
				inputMode: 'messages',
				messages: {
					values: [
						{ role: 'assistant', content: 'Hello' },
						{ role: 'user', content: 'Hi' },
					],
				},
			},
			{
				message: null,
				messages: [
					{ role: 'assistant', content: 'Hello' },
					{ role: 'user', content: 'Hi' },
				],
			},
		],
		[
			'JSON with a list of messages',
			{ inputMode: 'json', inputJson: '[{"role":"user","content":"Hi"}]' },
			{ messages: [{ role: 'user', content: 'Hi' }] },
		],
		[
			'JSON with an object, whose parameters join the others',
			{
				inputMode: 'json',
				inputJson: '={{ { message: "Hi", parameters: { a: 1 } } }}',
				parameters: { values: [{ name: 'b', value: '={{ [2] }}' }] },
			},
			{ message: 'Hi', parameters: { a: 1, b: [2] } },
		],
		[
			'parameters alone',
			{ message: '', parameterMode: 'json', parametersJson: '{"topic":"n8n"}' },
			{ message: null, parameters: { topic: 'n8n' } },
		],
	])('may be %s', async (_case, more, given) => {
		expect(await echoed(more)).toMatchObject(given);
	});

	it.each<[string, object, RegExp]>([
		['nothing', { message: ' ' }, /^Input is empty/],
		[
			'a reserved name',
			{ parameters: { values: [{ name: 'attachments', value: 'x' }] } },
			/^Parameters cannot have the name "attachments".*option Attachments/,
		],
		[
			'a name twice',
			{ parameters: { values: ['a', 'a'].map((name) => ({ name, value: 'x' })) } },
			/has "a" twice: remove one of the rows/,
		],
		['no JSON', { inputMode: 'json', inputJson: '{' }, /^Input JSON is not valid JSON/],
		[
			'an unknown field',
			{ inputMode: 'json', inputJson: '{"text":"Hi"}' },
			/^Input JSON has "text"/,
		],
		[
			'both of message and messages',
			{ inputMode: 'json', inputJson: '{"message":"Hi","messages":[{"role":"user"}]}' },
			/^Input JSON has both message and messages/,
		],
		[
			'a wrong role',
			{ inputMode: 'json', inputJson: '[{"role":"system","content":"Hi"}]' },
			/^Input JSON must have messages of the role user, assistant, tool: 0 has "system"/,
		],
		['no message', { inputMode: 'messages' }, /^Chat Messages has no message/],
		[
			'more than 1 MB of messages',
			{ inputMode: 'json', inputJson: '={{ [{ role: "user", content: "x".repeat(1000001) }] }}' },
			/^Input JSON is 10000\d\d bytes long: Noukai accepts at most 1000000/,
		],
	])('is refused before the call: %s', async (_case, more, message) => {
		const { error } = await execute(FLOWS.echo, more);
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toHaveLength(0);
	});
});

describe('the options of a flow', () => {
	it('send overrides and the wish for a trace', async () => {
		const blockOverrides = '{"step-1":{"prompt":"Good day"}}';
		const { items } = await execute(FLOWS.hello, {}, { blockOverrides, captureTrace: true });
		expect(items[0]?.json.output).toBe('Good day: Hi');
		expect(body()).toEqual({
			message: 'Hi',
			blockOverrides: { 'step-1': { prompt: 'Good day' } },
			trace: true,
		});
	});

	it('send images by their addresses', async () => {
		const row = { url: 'https://example.com/a.png', mimeType: 'image/png', fileName: 'a.png' };
		await execute(FLOWS.echo, {}, { attachments: { values: [row] } });
		expect(body()).toMatchObject({
			attachments: [
				{
					kind: 'url',
					url: 'https://example.com/a.png',
					mime_type: 'image/png',
					filename: 'a.png',
				},
			],
		});
	});

	it.each([
		['data', /contains a file of n8n\. Noukai reads images from public https addresses only/],
		['={{ $binary.data }}', /contains a file of n8n/],
		['data:image/png;base64,AAAA', /contains a file of n8n/],
		['http://example.com/a.png', /needs an https address/],
		['', /needs an https address/],
	])('refuse an attachment that is no public address: %s', async (url, message) => {
		const { error } = await runNode({
			credentials: used.credentials,
			items: [await binaryItem(textFile('x', 'x.txt'))],
			parameters: flowParameters('execute', FLOWS.echo, {
				options: { attachments: { values: [{ url, mimeType: 'image/png', fileName: '' }] } },
			}),
		});
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('refuse an eleventh attachment, and overrides that are no settings', async () => {
		const row = { url: 'https://example.com/a.png', mimeType: 'image/png', fileName: '' };
		const values = Array.from({ length: 11 }, () => row);
		const tooMany = await execute(FLOWS.echo, {}, { attachments: { values } });
		expect(tooMany.error?.message).toMatch(/^Attachments has 11 rows: at most 10/);
		const wrong = await execute(FLOWS.echo, {}, { blockOverrides: '{"step-1":"x"}' });
		expect(wrong.error?.message).toMatch(/^Block Overrides \(JSON\) must have an object/);
		expect(used.simulator.calls).toHaveLength(0);
	});
});

describe('the session of a flow', () => {
	const sessions = () => used.simulator.calls.map(({ sessionId }) => sessionId);
	const own = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

	it('is none, or the one that is given', async () => {
		await execute(FLOWS.hello);
		const { items } = await execute(FLOWS.hello, {}, { session: 'own', sessionId: own });
		expect(sessions()).toEqual([null, own]);
		expect(items[0]?.json.sessionId).toBe(own);
	});

	it('is the same for all items of an execution, and another one in the next', async () => {
		const run = async (executionId: string) =>
			await runNode({
				credentials: used.credentials,
				executionId,
				items: [{ json: {} }, { json: {} }],
				parameters: flowParameters('execute', FLOWS.hello, { options: { session: 'execution' } }),
			});
		await run('17');
		await run('18');
		await run('17');
		const [first, second, third, , fifth] = sessions();
		expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
		expect([second, fifth]).toEqual([first, first]);
		expect(third).not.toBe(first);
	});

	it('must be a UUID', async () => {
		const { error } = await execute(FLOWS.hello, {}, { session: 'own', sessionId: 'mine' });
		expect(error?.message).toBe('Session ID must be a UUID, not "mine"');
	});
});
