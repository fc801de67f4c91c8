import { binaryItem } from './binaryItem';
import { runNode, useBinaryMode } from './engine';
import { useSimulator } from './simulator';

const used = useSimulator();

const upload = async (file: Parameters<typeof binaryItem>[0]) =>
	await runNode({
		credentials: used.credentials,
		items: [await binaryItem(file)],
		parameters: { resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
	});

describe.each(['default', 'filesystem'] as const)('File: Upload in binary mode %s', (mode) => {
	beforeAll(async () => await useBinaryMode(mode));

	it.each([
		['report.pdf', 'application/pdf'],
		['Grüße, zwei 日本.txt', 'text/plain'],
		['no extension', 'application/octet-stream'],
	])('stores %s as it is', async (fileName, mimeType) => {
		const bytes = Buffer.from(`content of ${fileName}`);
		const { items, error } = await upload({ bytes, fileName, mimeType });
		expect(error).toBeUndefined();
		const { id, uri } = items[0]?.json as { id: string; uri: string };
		expect(uri).toBe(`spot://${id}`);
		const stored = used.simulator.files.get(id);
		expect(stored?.filename).toBe(fileName);
		expect(stored?.contentType).toBe(mimeType);
		expect(stored?.bytes.equals(bytes)).toBe(true);
	});

	it('sends 20 MB byte for byte, with an exact length', async () => {
		const bytes = Buffer.alloc(20 * 1024 * 1024, 'noxus ');
		const { items } = await upload({ bytes, fileName: 'big.bin', mimeType: 'video/mp4' });
		const { id } = items[0]?.json as { id: string };
		expect(used.simulator.files.get(id)?.bytes.equals(bytes)).toBe(true);
		expect(used.simulator.calls[0]?.requestBytes).toBeGreaterThan(bytes.length);
	});

	it('is not sent again after a reset', async () => {
		used.simulator.addFault({ path: '/v1/file$', kind: 'resetAfterHandling' });
		const { error } = await upload({
			bytes: Buffer.from('x'),
			fileName: 'x',
			mimeType: 'text/plain',
		});
		expect(error?.message).toBe('n8n could not reach Noxus, or the connection was cut');
		expect(used.simulator.files.size).toBe(1);
	});
});
