import type { IDataObject } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { filesItem, textFile } from '../support/binaryItem';
import { runNode } from '../support/engine';
import { callsThatSend } from '../support/noxusCalls';
import { fieldInputs, runParameters } from '../support/parameters';
import { sentFiles } from '../support/sentFiles';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { sentInput, create } = sentFiles(used);

describe('other sources in a list', () => {
	it('are sent as they are', async () => {
		const item = await filesItem({ data: textFile('x', 'x.txt') });
		const uploaded = await runNode({
			credentials: used.credentials,
			items: [item],
			parameters: { resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
		});
		const file = uploaded.items[0]?.json as { id: string; uri: string };
		const url = 'https://files.noxus-test.invalid/a%20b.pdf';
		const list = [
			file,
			{ text: 'x', file: { id: file.id, filename: 'y.txt' } },
			{ uri: file.uri, name: 'z.txt' },
			file.uri,
			file.id,
			url,
			{ uri: url, name: 'c.pdf' },
			'data:text/plain,hello',
		];
		item.json = { list };
		const { error } = await create('={{ $json.list }}', [item]);
		expect(error).toBeUndefined();
		expect(sentInput().Document).toEqual([
			{ uri: file.uri, name: 'x.txt' },
			{ uri: file.uri, name: 'y.txt' },
			{ uri: file.uri, name: 'z.txt' },
			{ uri: file.uri },
			{ uri: file.uri },
			{ uri: url, name: 'a b.pdf' },
			{ uri: url, name: 'c.pdf' },
			{ uri: 'data:text/plain,hello', name: 'file' },
		]);
	});

	it.each<[unknown, RegExp]>([
		[['nope'], /expects a file in the binary field "nope", but the item has only data$/],
		[[''], /must be the name of a binary field, an http\(s\) URL/],
		[[7], /, not 7$/],
		[[null], /or the output of File: Upload$/],
		[[{ name: 'a' }], /, not \{"name":"a"\}$/],
		[[{ id: 'no uuid' }], /, not \{"id":"no uuid"\}$/],
		[['spot://'], /must be a spot:\/\/ URI/],
		[['ftp://example.com/a'], /, not "ftp:\/\/example.com\/a"$/],
		[['http://localhost/a.pdf'], /points to localhost, which is not a public address/],
		[
			{ mimeType: 'text/plain', fileName: 'gone.txt', fileSize: '9 B' },
			/points to a file without its content/,
		],
		[
			{ mimeType: 'text/plain', id: 'filesystem-v2:workflows/w/executions/e/binary_data/none' },
			/n8n can no longer read/,
		],
	])('%j: names the field and the item, and sends nothing', async (value, message) => {
		const item = await filesItem({ data: textFile('x', 'x.txt') });
		item.json = { value } as IDataObject;
		const { error } = await create('={{ $json.value }}', [item]);
		expect(error?.message).toMatch(/^Input "Document" /);
		expect(error?.message).toMatch(message);
		expect(error?.context.itemIndex).toBe(0);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
	});
});

describe('a row for a stored file', () => {
	it('takes the output of File: Upload as an expression gives it, with another name', async () => {
		const item = await filesItem({ data: textFile('x', 'x.txt') });
		const upload = { resource: 'file', operation: 'upload', binaryPropertyName: 'data' };
		const uploaded = await runNode({
			credentials: used.credentials,
			items: [item],
			parameters: upload,
		});
		const { uri } = uploaded.items[0]?.json as { uri: string };
		const rows = [
			{ name: 'Document', type: 'storedFile', fileUri: '={{ $json }}' },
			{ name: 'Other', type: 'storedFile', fileUri: '={{ $json }}', fileName: 'y.txt' },
			{ name: 'Text', type: 'storedFile', fileUri: '={{ $json.uri }}', fileName: 'z.txt' },
		];
		const { error } = await runNode({
			credentials: used.credentials,
			items: uploaded.items,
			parameters: runParameters('create', WORKFLOWS.echo, {
				...fieldInputs(...rows),
				options: { checkInputs: false },
			}),
		});
		expect(error).toBeUndefined();
		expect(sentInput()).toEqual({
			Document: { uri, name: 'x.txt' },
			Other: { uri, name: 'y.txt' },
			Text: { uri, name: 'z.txt' },
		});
	});
});

describe('nothing is uploaded', () => {
	const withFile = async (...rows: IDataObject[]) => ({
		credentials: used.credentials,
		items: [await filesItem({ data: textFile('x', 'x.txt') })],
		rows: fieldInputs(
			{ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' },
			...rows,
		),
	});

	it.each<[string, IDataObject, IDataObject, RegExp]>([
		[
			'a missing binary property',
			{ name: 'Other', type: 'binaryProperty', binaryPropertyName: 'pdf' },
			{},
			/pdf/,
		],
		['no number', { name: 'Number', type: 'number', numberValue: 'x' }, {}, /must be a number/],
		[
			'a threshold that is none',
			{ name: 'T', type: 'text' },
			{ uploadAboveMb: -1 },
			/^Upload Files/,
		],
		[
			'no way to send',
			{ name: 'T', type: 'text' },
			{ sendFiles: 'fax' },
			/^Send Files must be one of auto/,
		],
	])('for an item with %s', async (_case, row, options, message) => {
		const { rows, ...rest } = await withFile(row);
		const parameters = runParameters('createAndWait', WORKFLOWS.echo, {
			...rows,
			whenLong: 'freeWorker',
			options: { sendFiles: 'upload', checkInputs: false, ...options } as never,
		});
		const { error } = await runNode({ ...rest, parameters });
		expect(error?.message).toMatch(message);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
	});
});
