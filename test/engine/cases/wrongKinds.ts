import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { callsThatSend, callsTo } from '../support/noxusCalls';
import { fieldInputs, jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const start = async (more: object, operation = 'create') =>
	await runNode({
		credentials: used.credentials,
		parameters: runParameters(operation, WORKFLOWS.echo, {
			...jsonInput({ Text: 'hi' }),
			...more,
		} as INodeParameters),
	});
const withOptions = async (options: object, operation?: string) =>
	await start({ options: options as INodeParameters }, operation);
const sentBody = () => used.simulator.runs[0]?.createBody as IDataObject;

describe('an option of a kind that it cannot hold', () => {
	it.each<[string, object, string]>([
		[
			'an object for a version',
			{ workflowVersionId: '={{ { id: "x" } }}' },
			'Workflow Version Name or ID must be an ID, not {"id":"x"}',
		],
		[
			'a list for a version',
			{ workflowVersionId: '={{ [] }}' },
			'Workflow Version Name or ID must be an ID, not []',
		],
		[
			'an object for node IDs',
			{ nodeIds: '={{ { a: 1 } }}' },
			'Node IDs to Run must be text, not {"a":1}',
		],
		[
			'an object in a list of node IDs',
			{ nodeIds: '={{ [{ a: 1 }] }}' },
			'Node IDs to Run must be text, not {"a":1}',
		],
		['text for a switch', { tracing: 'on' }, 'Tracing must be true or false, not "on"'],
		['a list for a switch', { tracing: '={{ [] }}' }, 'Tracing must be true or false, not []'],
		[
			'an object for a text',
			{ groupId: '={{ { a: 1 } }}' },
			'Workspace ID must be text, not {"a":1}',
		],
		[
			'a number for a choice',
			{ sendFiles: '={{ 1 }}' },
			'Send Files must be one of auto, dataUri, upload, not 1',
		],
		[
			'a list for a number',
			{ uploadAboveMb: '={{ [] }}' },
			'Upload Files Above (MB) must be a number of 0 or more, not []',
		],
		[
			'true for a number',
			{ uploadAboveMb: '={{ true }}' },
			'Upload Files Above (MB) must be a number of 0 or more, not true',
		],
	])('%s', async (_case, options, message) => {
		const { error } = await withOptions(options);
		expect(error?.message).toBe(message);
		expect(callsThatSend(used.simulator)).toEqual([]);
	});

	it('a list for Max Wait', async () => {
		const { error } = await withOptions({ maxWaitMinutes: '={{ [] }}' }, 'createAndWait');
		expect(error?.message).toMatch(
			/^Max Wait \(Minutes\) must be a number from 0 to \d+, not \[\]$/,
		);
	});

	it.each([
		['inputMode', 'JSON', 'Specify Inputs must be one of form, fields, json, not "JSON"'],
		['callback', 'URL', 'Callback must be one of none, trigger, url, not "URL"'],
	])('%s as %j', async (name, value, message) => {
		const { error } = await start({ [name]: `={{ "${value}" }}` });
		expect(error?.message).toBe(message);
	});

	it('a type of a row', async () => {
		const row = { name: 'Text', type: 'string', textValue: 'hi' };
		const { error } = await start(fieldInputs(row));
		expect(error?.message).toBe(
			'Input "Text" must be one of binaryProperty, json, number, storedFile, text, boolean, url, not "string"',
		);
		expect(callsThatSend(used.simulator)).toEqual([]);
	});

	it.each<[string, INodeParameters, RegExp]>([
		[
			'a form',
			{ inputMode: 'form', inputForm: { mappingMode: 'defineBelow', value: '={{ [1] }}' } },
			/^Workflow Inputs must be an object with one entry per input, not \[1\]/,
		],
	])('%s as a whole', async (_case, more, message) => {
		const { error } = await start(more);
		expect(error?.message).toMatch(message);
	});
});

describe('an option that is left empty', () => {
	it.each(['', '   ', '={{ null }}', '={{ undefined }}'])('%j has its default', async (empty) => {
		const { error, items } = await withOptions(
			{ maxWaitMinutes: empty, workflowVersionId: empty, nodeIds: empty, tracing: empty },
			'createAndWait',
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
		expect(sentBody()).toEqual({ input: { Text: 'hi' } });
	});
});

describe('a value in another form', () => {
	it.each(['true', 'TRUE', '={{ 1 }}', ' 1 '])('%j is true', async (tracing) => {
		await withOptions({ tracing });
		expect(sentBody().tracing).toBe(true);
	});

	it('a resource locator of an expression is the ID in it', async () => {
		const [version] = VERSIONS.echo;
		const locator = `={{ { __rl: true, mode: "id", value: "${version}" } }}`;
		await withOptions({ workflowVersionId: locator });
		expect(sentBody().workflow_version_id).toBe(version);
	});

	it.each([
		['a Date', '={{ new Date("2025-12-25T10:00:00Z") }}', '2025-12-25T10:00:00.000Z'],
		[
			'a DateTime',
			'={{ DateTime.fromISO("2025-12-25T10:00:00", { zone: "Europe/Berlin" }) }}',
			'2025-12-25T10:00:00.000+01:00',
		],
	])('%s is its ISO text in a text input', async (_case, textValue, expected) => {
		const { error } = await start(fieldInputs({ name: 'Text', type: 'text', textValue }));
		expect(error).toBeUndefined();
		expect(sentBody().input).toEqual({ Text: expected });
	});

	it.each([
		['two', 'https://a.example/x,https://b.example/y'],
		['two with a blank', 'https://a.example/x, https://b.example/y'],
	])('%s URLs in one field', async (_case, url) => {
		const { error, hints } = await start(fieldInputs({ name: 'Document', type: 'url', url }));
		expect(error).toBeUndefined();
		expect(sentBody().input).toEqual({
			Document: [
				{ uri: 'https://a.example/x', name: 'x' },
				{ uri: 'https://b.example/y', name: 'y' },
			],
		});
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Input "Document" was sent several files/),
		]);
	});

	it('one name for several URLs is an error', async () => {
		const row = { name: 'Document', type: 'url', url: 'https://a.example/x,https://b.example/y' };
		const { error } = await start(fieldInputs({ ...row, fileName: 'a.pdf' }));
		expect(error?.message).toBe('Input "Document" has 2 files: leave File Name empty');
	});
});

describe('the workflow of Run: Get Many', () => {
	const getMany = async (workflowId: unknown) =>
		await runNode({
			credentials: used.credentials,
			parameters: { resource: 'run', operation: 'getMany', workflowId } as INodeParameters,
		});
	const byId = (value: string) => ({ __rl: true, mode: 'id', value });

	it.each([
		['an object', '={{ { a: 1 } }}', '{"a":1}'],
		['a list', '={{ ["x"] }}', '["x"]'],
		['an empty list', '={{ [] }}', '[]'],
		['true', '={{ true }}', 'true'],
	])('is no %s', async (_case, value, shown) => {
		const { error } = await getMany(byId(value));
		expect(error?.message).toBe(`Workflow (Optional) must be an ID, not ${shown}`);
		expect(used.simulator.calls).toEqual([]);
	});

	it.each([
		['an ID', `={ mode: "id", value: "${WORKFLOWS.echo}" }`],
		['an address', `={ mode: "url", value: "https://app.noxus.ai/flow/${WORKFLOWS.echo}" }`],
	])('may be the locator of another node: %s', async (_case, locator) => {
		const value = locator.replace(/^=(.*)$/, '={{ $1 }}');
		const { error } = await getMany(byId(value));
		expect(error).toBeUndefined();
		expect(callsTo(used.simulator, /^\/v1\/runs$/)).toEqual([]);
		expect(callsTo(used.simulator, new RegExp(`/${WORKFLOWS.echo}/runs$`))).toHaveLength(1);
	});
});

describe('Selected Outputs', () => {
	it('that are no names are an error', async () => {
		const { error } = await start(
			{ outputMode: 'selected', outputNames: '={{ [{ a: 1 }] }}' },
			'createAndWait',
		);
		expect(error?.message).toBe('Output Names or IDs must be text, not {"a":1}');
		expect(callsThatSend(used.simulator)).toEqual([]);
	});
});
