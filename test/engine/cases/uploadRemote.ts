import type { IDataObject } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { inBinaryMode } from '../support/binaryMode';
import { runNode } from '../support/engine';
import { fieldInputs, runParameters } from '../support/parameters';
import { RemoteStore } from '../support/remoteStore';
import { useSimulator } from '../support/simulator';
import { FILE, fileUploads } from '../support/uploads';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { uploads, uploadOf } = fileUploads(used);
const store = new RemoteStore();

const ID = 'workflows/w/executions/e/binary_data/4f1c';
const BYTES = Buffer.alloc(3 * 1024 * 1024, 'noxus ');
const FILE_OF_STORE = { bytes: BYTES, fileName: 'Größe.bin', mimeType: 'video/mp4' };

describe('a file in a remote store', () => {
	inBinaryMode('filesystem');
	beforeEach(() => {
		store.install();
		store.opened.splice(0);
	});

	it('is streamed by File: Upload, with an exact length', async () => {
		// The first bytes are at Noxus while the store still has half of them.
		let takenThen: number | undefined;
		const beforePiece = async (takenBytes: number) => {
			if (takenBytes < BYTES.length / 2) return;
			await waitUntil(() => (uploads()[0]?.requestBytes ?? 0) > BYTES.length / 10);
			takenThen ??= takenBytes;
		};
		const item = store.item(ID, { ...FILE_OF_STORE, beforePiece });
		const { items, error, hints } = await runNode(uploadOf([item]));
		expect(error).toBeUndefined();
		expect(hints ?? []).toEqual([]);
		expect(takenThen).toBeLessThan(BYTES.length);
		const { id } = items[0]?.json as { id: string };
		const stored = used.simulator.files.get(id);
		expect(stored).toMatchObject({ filename: 'Größe.bin', contentType: 'video/mp4' });
		expect(stored?.bytes.equals(BYTES)).toBe(true);
		const [call] = uploads();
		expect(call?.contentLength).toBeGreaterThan(BYTES.length);
		expect(call?.requestBytes).toBe(call?.contentLength);
	});

	it('is read again for another try', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 503, times: 1 });
		const { items, error } = await runNode(uploadOf([store.item(ID, FILE_OF_STORE)]));
		expect(error).toBeUndefined();
		const { id } = items[0]?.json as { id: string };
		expect(used.simulator.files.get(id)?.bytes.equals(BYTES)).toBe(true);
		expect(store.opened).toEqual([ID, ID]);
	});

	it.each([
		['inside the request', 5, /^data:video\/mp4;base64,/],
		['uploaded first', 1, /^spot:/],
	])('is the input of a run, %s', async (_way, uploadAboveMb, uri) => {
		const row = { name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' };
		const { error } = await runNode({
			credentials: used.credentials,
			items: [store.item(ID, FILE_OF_STORE)],
			parameters: runParameters('create', WORKFLOWS.echo, {
				...fieldInputs(row),
				options: { uploadAboveMb },
			}),
		});
		expect(error).toBeUndefined();
		const { input } = used.simulator.runs[0]?.createBody as { input: IDataObject };
		expect(input.Document).toEqual({
			uri: expect.stringMatching(uri) as string,
			name: 'Größe.bin',
		});
		expect([...used.simulator.files.values()][0]?.bytes.equals(BYTES)).toBe(true);
	});

	it('that is gone is reported with the item, and nothing is sent', async () => {
		const item = store.item(ID, FILE_OF_STORE);
		store.remove(ID);
		const { error } = await runNode(uploadOf([item]));
		expect(error?.message).toBe(
			'Input Binary Field(s) points to a file that n8n can no longer read: NoSuchKey',
		);
		expect(error?.context.itemIndex).toBe(0);
		expect(used.simulator.calls).toHaveLength(0);
	});
});
