import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { Item } from '../../../common/items/item';
import { noxusClient } from '../../../nodes/Noxus/api/client';
import { RunBatch } from '../../../nodes/Noxus/runBatch';
import { readFileValue } from '../../../nodes/Noxus/inputs/fileValue';
import { BUFFERED_HINT, sendFiles } from '../../../nodes/Noxus/inputs/sendFiles';
import { filesItem, textFile } from '../support/binaryItem';
import { inBinaryMode, useBinaryMode } from '../support/binaryMode';
import { executeContext } from '../support/contexts';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const dataUri = (text: string) => `data:text/plain;base64,${Buffer.from(text).toString('base64')}`;

const twoFiles = async () =>
	await filesItem({ a: textFile('one', 'a.txt'), b: textFile('two', 'b.txt') });

type Settings = Parameters<typeof sendFiles>[2];

/** What a value of a file input becomes in the body. */
async function sent(value: unknown, item: INodeExecutionData, settings = {}): Promise<unknown> {
	const client = noxusClient(executeContext(used.credentials, [item], settings));
	const batch = new RunBatch(client);
	return await sendOne(new Item(client, 0), value, batch, { sendFiles: 'auto', uploadAboveMb: 5 });
}

async function sendOne(item: Item, value: unknown, batch: RunBatch, settings: Settings) {
	const file = await readFileValue(item, item.field('File'), value);
	const body = await sendFiles(item, { input: { File: file } as IDataObject }, settings, batch);
	return (body.input as IDataObject).File;
}

const A = { uri: dataUri('one'), name: 'a.txt' };
const B = { uri: dataUri('two'), name: 'b.txt' };

describe.each(['default', 'filesystem'] as const)('the value of a file input, mode %s', (mode) => {
	inBinaryMode(mode);

	it.each<[unknown, unknown]>([
		['a', A],
		[' b ', B],
		['a,b', [A, B]],
		['["b", "a"]', [B, A]],
		[['a'], [A]],
		[`spot://${ID}`, { uri: `spot://${ID}` }],
		[ID, { uri: `spot://${ID}` }],
		[`{"uri": "spot://${ID}", "filename": "c.txt"}`, { uri: `spot://${ID}`, name: 'c.txt' }],
		[
			{ id: ID, name: 'c.txt' },
			{ uri: `spot://${ID}`, name: 'c.txt' },
		],
		['data:,x,y', { uri: 'data:,x,y', name: 'file' }],
		[
			{ uri: 'data:,x', name: 'c.txt' },
			{ uri: 'data:,x', name: 'c.txt' },
		],
		['https://f.invalid/a,b.pdf', { uri: 'https://f.invalid/a,b.pdf', name: 'a,b.pdf' }],
		[`a, spot://${ID}`, [A, { uri: `spot://${ID}` }]],
		[[], []],
	])('%j', async (value, expected) => {
		expect(await sent(value, await twoFiles())).toEqual(expected);
	});

	it.each<[unknown, RegExp]>([
		['', /^File must be the name of a binary field/],
		[undefined, /^File must be/],
		['c', /^File expects a file in the binary field "c", but the item has only a, b$/],
		['a,c', /^File expects a file in the binary field "c"/],
		['[a', /^File is not valid JSON/],
		[{}, /^File must be .*, not \{\}$/],
		[{ uri: '' }, /^File must be/],
		[[['a']], /^File must be/],
		['https://', /^File must be a URL/],
	])('%j is refused', async (value, message) => {
		await expect(sent(value, await twoFiles())).rejects.toThrow(message);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('may be a binary property that looks like something else', async () => {
		const item = await filesItem({ [ID]: textFile('one', 'a.txt') });
		expect(await sent(ID, item)).toEqual(A);
	});

	it('is found inside the JSON if n8n is set to keep binary data there', async () => {
		const { binary = {} } = await twoFiles();
		const item = { json: { ...binary, note: 'x' } } as unknown as INodeExecutionData;
		expect(await sent('b', item, { binaryMode: 'combined' })).toEqual(B);
		await expect(sent('c', item, { binaryMode: 'combined' })).rejects.toThrow(
			/but the item has only a, b$/,
		);
	});
});

it('is held in memory if n8n has no helper to stream it, and a hint says so', async () => {
	await useBinaryMode('filesystem');
	const context = executeContext(used.credentials, [await twoFiles()]);
	const helpers: Partial<typeof context.helpers> = { ...context.helpers };
	delete helpers.getBinaryStream;
	delete helpers.getBinaryMetadata;
	const older = Object.create(context, { helpers: { value: helpers } }) as typeof context;
	const client = noxusClient(older);
	const batch = new RunBatch(client);
	const hints: string[] = [];
	jest.spyOn(batch.hints, 'add').mockImplementation((text) => void hints.push(text));
	const settings = { sendFiles: 'upload', uploadAboveMb: 5 } as const;
	const file = await sendOne(new Item(client, 0), 'b', batch, settings);
	expect(hints).toEqual([BUFFERED_HINT]);
	const { uri, name } = file as unknown as { uri: string; name: string };
	expect(name).toBe('b.txt');
	const stored = used.simulator.files.get(uri.slice('spot://'.length));
	expect(stored?.bytes.toString()).toBe('two');
});
