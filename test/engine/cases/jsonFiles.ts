import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nodeIdOf, WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { useFileServers } from '../support/fileServers';
import { callsThatSend } from '../support/noxusCalls';
import { fieldInputs, jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const fileServers = useFileServers();

const SMALL = 'http://files.test/small.pdf';
const BIG = 'http://files.test/big.mp4';
const LOCAL = 'http://localhost:9000/a.pdf';

/** Each as Input JSON, and as a row of JSON. */
const WAYS: Array<[string, (name: string, value: unknown) => INodeParameters]> = [
	['Input JSON', (name, value) => jsonInput({ [name]: value })],
	[
		'a row of JSON',
		(name, value) => fieldInputs({ name, type: 'json', jsonValue: JSON.stringify(value) }),
	],
];

async function create(
	more: INodeParameters,
	options: INodeParameters = {},
	items = [{ json: {} }],
) {
	const parameters = runParameters('create', WORKFLOWS.echo, {
		...more,
		options: { ...options, maxConcurrentRuns: 1 },
	});
	return await runNode({ credentials: used.credentials, items, parameters });
}

const sentInputs = () =>
	used.simulator.runs.map(({ createBody }) => (createBody as IDataObject).input);

/** A row of a name that the workflow does not have is refused. */
const optionsFor = (name: string) => (name === 'Other' ? { checkInputs: false } : {});

describe.each(WAYS)('%s', (_way, given) => {
	it.each<[string, string, unknown]>([
		['a file input', 'Document', { uri: LOCAL, name: 'a.pdf', content_type: 'application/pdf' }],
		['a file input by its node id', nodeIdOf(WORKFLOWS.echo, 'Input Document'), { uri: LOCAL }],
		['a list', 'Document', [{ uri: SMALL }, { uri: LOCAL }]],
		['a bare URL for a file input', 'Document', LOCAL],
		['a file for an input that nobody knows', 'Other', { uri: LOCAL, name: 'a.pdf' }],
	])('reports a URL that Noxus refuses, before a run: %s', async (_case, name, value) => {
		const { error } = await create(given(name, value), optionsFor(name));
		expect(error?.message).toBe(
			`Input "${name}" points to localhost, which is not a public address, so Noxus cannot download from it. Download the file with an HTTP Request node, and send it as a binary file.`,
		);
		expect(error?.context.itemIndex).toBe(0);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
	});

	it('reports a file at a URL that is too large, before a run', async () => {
		const { error } = await create(given('Document', [{ uri: SMALL }, { uri: BIG }]));
		expect(error?.message).toMatch(/^Input "Document" points to a file of 25\.1 MB/);
		expect(error?.context.itemIndex).toBe(0);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
		expect(JSON.stringify(fileServers.calls)).not.toContain(used.credentials.apiKey);
	});

	it.each<[string, string, unknown]>([
		['a text with a URL', 'Text', LOCAL],
		['an object of an input that takes no file', 'Text', { uri: LOCAL }],
		['a text for an input that nobody knows', 'Other', LOCAL],
		['an object that is no file', 'Other', { uri: LOCAL, method: 'GET' }],
		['a list of texts', 'Other', [LOCAL]],
	])('sends %s as it is', async (_case, name, value) => {
		const { error } = await create(given(name, value), optionsFor(name));
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([{ [name]: value }]);
		expect(fileServers.calls).toHaveLength(0);
	});

	it.each<[string, unknown]>([
		['at a URL', { uri: SMALL, name: 'a.pdf', more: 1 }],
		['inside', { uri: 'data:text/plain;base64,aGk=', name: 'a.txt' }],
		['in a list', [{ uri: SMALL }, { uri: 'data:text/plain;base64,aGk=' }]],
	])('sends a file %s as it is', async (_case, value) => {
		const { error } = await create(given('Document', value));
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([{ Document: value }]);
	});

	it('knows a file by its shape where the inputs are not checked', async () => {
		const options = { checkInputs: false };
		const refused = await create(given('Document', { uri: LOCAL, name: 'a.pdf' }), options);
		expect(refused.error?.message).toMatch(/^Input "Document" points to localhost/);
		const { error } = await create(given('Text', LOCAL), options);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([{ Text: LOCAL }]);
	});
});

it('names the item', async () => {
	const items = [SMALL, LOCAL].map((uri) => ({ json: { Document: { uri } } }));
	const { error } = await create({ inputMode: 'json', inputJson: '={{ $json }}' }, {}, items);
	expect(error?.message).toMatch(/^Input "Document" points to localhost/);
	expect(error?.context.itemIndex).toBe(1);
	expect(used.simulator.runs).toHaveLength(1);
});
