import type { IDataObject } from 'n8n-workflow';

import { nodeIdOf, WORKFLOWS } from '../../../simulator/noxus';
import { binaryItem } from '../support/binaryItem';
import { useBinaryMode } from '../support/binaryMode';
import { runNode } from '../support/engine';
import { fieldInputs, jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const sentInput = () => (used.simulator.runs[0]?.createBody as IDataObject).input as IDataObject;

async function create(more: object, items = [{ json: {} }]) {
	return await runNode({
		credentials: used.credentials,
		items,
		parameters: runParameters('create', WORKFLOWS.echo, { ...more }),
	});
}

describe('input fields', () => {
	it.each<[string, IDataObject, unknown]>([
		['text', { textValue: ' as it is ' }, ' as it is '],
		['number', { numberValue: 4.5 }, 4.5],
		['number', { numberValue: '4.5' }, 4.5],
		['boolean', { booleanValue: false }, false],
		['json', { jsonValue: '{"a": [1, null]}' }, { a: [1, null] }],
		['json', { jsonValue: '"text"' }, 'text'],
		[
			'url',
			{ url: 'https://example.com/files/report%20one.pdf?x=1' },
			{ uri: 'https://example.com/files/report%20one.pdf?x=1', name: 'report one.pdf' },
		],
		[
			'url',
			{ url: 'https://example.com/a', fileName: 'b.pdf' },
			{ uri: 'https://example.com/a', name: 'b.pdf' },
		],
	])('sends %s %j', async (type, row, expected) => {
		const { error } = await create(fieldInputs({ name: 'Text', type, ...row }));
		expect(error).toBeUndefined();
		expect(sentInput()).toEqual({ Text: expected });
	});

	it('takes a label, a node id, or node id and input name', async () => {
		const nodeId = nodeIdOf(WORKFLOWS.echo, 'Input Text');
		for (const name of ['Text', nodeId, `${nodeId}::input`]) {
			used.simulator.reset();
			const { items } = await runNode({
				credentials: used.credentials,
				parameters: runParameters(
					'createAndWait',
					WORKFLOWS.echo,
					fieldInputs({ name, type: 'text', textValue: 'hi' }),
				),
			});
			expect(sentInput()).toEqual({ [name]: 'hi' });
			expect(items[0]?.json.output).toEqual({ Text: 'hi' });
		}
	});

	it.each(['default', 'filesystem'] as const)(
		'sends a binary property as a data URI (binary mode %s)',
		async (mode) => {
			await useBinaryMode(mode);
			const bytes = Buffer.from('%PDF-1.4 Grüße ✓');
			const item = await binaryItem({
				bytes,
				fileName: 'Grüße "1".pdf',
				mimeType: 'application/pdf',
			});
			const row = { name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' };
			const { error } = await create(fieldInputs(row), [item]);
			expect(error).toBeUndefined();
			expect(sentInput()).toEqual({
				Document: {
					uri: `data:application/pdf;base64,${bytes.toString('base64')}`,
					name: 'Grüße "1".pdf',
				},
			});
		},
	);

	it('sends a stored file by its spot:// uri', async () => {
		const item = await binaryItem({
			bytes: Buffer.from('x'),
			fileName: 'x.txt',
			mimeType: 'text/plain',
		});
		const uploaded = await runNode({
			credentials: used.credentials,
			items: [item],
			parameters: { resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
		});
		const { uri } = uploaded.items[0]?.json as { uri: string };
		const row = { name: 'Document', type: 'storedFile', fileUri: uri };
		const { error } = await create(fieldInputs(row));
		expect(error).toBeUndefined();
		expect(sentInput()).toEqual({ Document: { uri } });
	});
});

describe('input JSON', () => {
	it.each([
		['text', '{"Text": "hi", "Number": 1}'],
		['an object from an expression', '={{ { "Text": "hi", "Number": 1 } }}'],
	])('sends %s', async (_case, inputJson) => {
		const { error } = await create({ inputMode: 'json', inputJson });
		expect(error).toBeUndefined();
		expect(sentInput()).toEqual({ Text: 'hi', Number: 1 });
	});
});

describe('wrong input', () => {
	const row = (fields: IDataObject) => fieldInputs({ name: 'Document', ...fields });
	const withOptions = (options: IDataObject) => ({ ...jsonInput({}), options });

	it.each<[string, object, RegExp]>([
		['incomplete JSON', { inputMode: 'json', inputJson: '{"Text": ' }, /^Input JSON is not valid/],
		['a list', jsonInput([1]), /^Input JSON must be a JSON object/],
		[
			'a row without a name',
			fieldInputs({ type: 'text', textValue: 'a' }),
			/^Input Fields has a row/,
		],
		[
			'the same name twice',
			fieldInputs({ name: 'A', type: 'text' }, { name: 'A', type: 'text' }),
			/twice/,
		],
		[
			'text for a number',
			row({ type: 'number', numberValue: 'two' }),
			/^Input "Document" must be a number/,
		],
		[
			'text for true or false',
			row({ type: 'boolean', booleanValue: 'yes' }),
			/must be true or false/,
		],
		['JSON in a row', row({ type: 'json', jsonValue: '{' }), /^Input "Document" is not valid JSON/],
		[
			'a URL of another scheme',
			row({ type: 'url', url: 'file:///etc/passwd' }),
			/^Input "Document" must be a URL/,
		],
		[
			'no spot:// uri',
			row({ type: 'storedFile', fileUri: 'https://x.y' }),
			/must be a spot:\/\/ URI/,
		],
		[
			'a missing binary property',
			row({ type: 'binaryProperty', binaryPropertyName: 'pdf' }),
			/expects a file in the binary field "pdf", but the item has no binary data/,
		],
		[
			'a version that is no id',
			withOptions({ workflowVersionId: '../1' }),
			/^Workflow Version Name or ID must be an ID/,
		],
	])('%s: names the field and the item, and starts nothing', async (_case, more, message) => {
		const { error, status } = await create(more);
		expect(status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/^Nothing was sent to Noxus for this item \(item 0,/);
		expect(error?.context.itemIndex).toBe(0);
		// At most, the workflow was read.
		expect(used.simulator.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('reports which binary properties the item has', async () => {
		const item = await binaryItem({
			bytes: Buffer.from('x'),
			fileName: 'x',
			mimeType: 'text/plain',
		});
		const { error } = await create(row({ type: 'binaryProperty', binaryPropertyName: 'pdf' }), [
			item,
		]);
		expect(error?.message).toMatch(/but the item has only data$/);
	});

	it.each([' ', '../../admin/me', 'a b', '..'])('takes no workflow id %j', async (value) => {
		const { error } = await runNode({
			credentials: used.credentials,
			parameters: runParameters('create', value, jsonInput({})),
		});
		expect(error?.message).toMatch(/^Workflow (is empty|must be an ID)/);
		expect(used.simulator.calls).toHaveLength(0);
	});
});
