import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { filesItem, textFile } from '../support/binaryItem';
import { runNode } from '../support/engine';
import { FILE_ID, useForms } from '../support/forms';
import { callsThatSend } from '../support/noxusCalls';
import { fieldInputs, jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { runForm } = useForms(used);

const start = async (more: object, items: INodeExecutionData[] = [{ json: {} }]) =>
	await runNode({
		credentials: used.credentials,
		items,
		parameters: runParameters('create', WORKFLOWS.echo, { ...more }),
	});
const sent = () => (used.simulator.runs[0]?.createBody as IDataObject).input;
const text = (name: string, textValue = 'hi') => ({ name, type: 'text', textValue });

/** Gives the workflow an input with this label. */
function labelled(label: string, type = 'InputNode') {
	const node = { id: 'node-1', type, node_config: { label, type: 'str' } };
	used.simulator.addFault({
		method: 'GET',
		path: `/v1/workflows/${WORKFLOWS.echo}$`,
		kind: 'status',
		statusCode: 200,
		body: { id: WORKFLOWS.echo, definition: { nodes: [node] } },
	});
}

describe('the name of a row', () => {
	it.each([
		['exactly', 'Text'],
		['in another case', 'tExT'],
		['with blanks', ' Text '],
		['with both', ' text\n'],
	])('matches a label %s', async (_case, name) => {
		const { error, hints } = await start(fieldInputs(text(name)));
		expect(error).toBeUndefined();
		expect(hints ?? []).toEqual([]);
		expect(sent()).toEqual({ Text: 'hi' });
	});

	it.each(['Topic ', ' Topic', 'Topic', 'TOPIC'])(
		'reaches a label with a blank: %j',
		async (name) => {
			labelled('Topic ');
			const { error } = await start(fieldInputs(text(name)));
			expect(error).toBeUndefined();
			expect(sent()).toEqual({ 'Topic ': 'hi' });
		},
	);

	it('of no input is an error before the start', async () => {
		const { error } = await start(fieldInputs(text('Text'), text('Txet')));
		expect(error?.message).toBe(
			'Input Fields has unknown inputs: "Txet". Available inputs: "Text", "Number", "Document"',
		);
		expect(callsThatSend(used.simulator)).toEqual([]);
	});

	it('is not that of an input that has a row of its exact name', async () => {
		const { error } = await start(fieldInputs(text('Text'), text('text')));
		expect(error?.message).toMatch(/^Input Fields has unknown inputs: "text"/);
	});

	it('is sent as it is without Check Inputs First', async () => {
		const options = { checkInputs: false };
		const { error } = await start({ ...fieldInputs(text('text ')), options });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ 'text ': 'hi' });
	});

	it('in JSON is matched too, and an unknown one is only pointed out', async () => {
		const { hints } = await start(jsonInput({ 'text ': 'hi', other: 1 }));
		expect(sent()).toEqual({ Text: 'hi', other: 1 });
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Unknown inputs: "other"/),
		]);
	});

	it('is matched by Map Automatically', async () => {
		const form = { workflowId: WORKFLOWS.echo };
		const items = [{ json: { ' text ': 'hi', 'NUMBER ': 2 } }];
		const { error } = await runForm(form, items);
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ Text: 'hi', Number: 2 });
	});
});

describe('an input for one file', () => {
	const FILE = { uri: `spot://${FILE_ID}` };
	const list = (count: number) => `={{ [${Array(count).fill(JSON.stringify(FILE)).join()}] }}`;
	const row = (fileUri: string) => fieldInputs({ name: 'Document', type: 'storedFile', fileUri });

	// Nobody has stored that file.
	beforeEach(() => (used.simulator.settings.urlRejectAt = 'run'));

	it.each<[string, () => Promise<{ error?: unknown }>]>([
		[
			'a form',
			async () => await runForm({ workflowId: WORKFLOWS.echo, values: { Document: list(1) } }),
		],
		['a row', async () => await start(row(list(1)))],
		['JSON', async () => await start(jsonInput({ Document: [FILE] }))],
	])('takes the one in a list from %s', async (_case, run) => {
		await run();
		expect(sent()).toEqual({ Document: FILE });
	});

	it('takes none of no file, from a form, a row and JSON', async () => {
		const values = { Document: '={{ [] }}' };
		for (const { error } of [
			await runForm({ workflowId: WORKFLOWS.echo, values }),
			await start(row('={{ [] }}')),
			await start(jsonInput({ Document: [] })),
		]) {
			expect(error?.message).toMatch(/^Input "Document.*" accepts one file, not an empty list$/);
		}
		expect(callsThatSend(used.simulator)).toEqual([]);
	});

	it('takes no two from a form', async () => {
		const { error } = await runForm({
			workflowId: WORKFLOWS.echo,
			values: { Document: 'https://a.example/x,https://b.example/y' },
		});
		expect(error?.message).toBe('Input "Document (file)" accepts one file, not a list of 2');
	});
});

describe('File: Upload', () => {
	it.each([
		['a list', '={{ ["a", "b"] }}'],
		['text', ' a , b '],
	])('takes the names of binary properties as %s', async (_case, binaryPropertyName) => {
		const { items, error } = await runNode({
			credentials: used.credentials,
			items: [await filesItem({ a: textFile('1', 'a.txt'), b: textFile('2', 'b.txt') })],
			parameters: { resource: 'file', operation: 'upload', binaryPropertyName },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.binaryPropertyName)).toEqual(['a', 'b']);
	});
});

describe('a file of an item', () => {
	it('is sent as a data URI without the parameters of its type', async () => {
		const file = { ...textFile('hi', 'a.txt'), mimeType: 'text/plain; charset=utf-8' };
		const row = { name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' };
		const { error } = await start(fieldInputs(row), [await filesItem({ data: file })]);
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ Document: { uri: 'data:text/plain;base64,aGk=', name: 'a.txt' } });
	});
});

describe('an expression that returns nothing', () => {
	const expectHint = (hints: Array<{ message: string }> | undefined, name: string) =>
		expect(hints?.map(({ message }) => message)).toEqual([
			`The expression for "${name}" returned no value. Items: 1.`,
		]);

	it('is pointed out in a form', async () => {
		const values = { Text: 'hi', Number: '={{ $json.nope }}' };
		const { error, hints } = await runForm({ workflowId: WORKFLOWS.echo, values });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ Text: 'hi' });
		expectHint(hints, 'Number');
	});

	it('is pointed out in a row', async () => {
		const { hints } = await start(fieldInputs(text('Text', '={{ $json.nope }}')));
		expectHint(hints, 'Text');
	});

	it('is pointed out in JSON', async () => {
		const inputJson = '={{ { Text: "hi", Number: $json.nope } }}';
		const { hints } = await start({ inputMode: 'json', inputJson });
		expectHint(hints, 'Number');
	});

	it('is no matter where nothing was filled in', async () => {
		const { hints } = await runForm({ workflowId: WORKFLOWS.echo, values: { Text: 'hi' } });
		expect(hints ?? []).toEqual([]);
	});
});
