import { randomBytes } from 'node:crypto';

import { bytesOf } from '../support/binaryItem';
import { passMinutesUntil } from '../support/clock';
import { FILE, fileDownloads } from '../support/downloads';
import { runNode, startNode } from '../support/engine';
import { expectAtOnce, mostAtOnce } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { storeFile } from '../support/storedFile';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { options, download, downloads } = fileDownloads(used);

describe('File: Download', () => {
	it('finds name and type in the bytes where the headers tell nothing', async () => {
		used.simulator.settings.fileHeaders = 'none';
		const id = await storeFile(used.simulator, Buffer.from('%PDF-1.7 and so on'));
		const { items } = await download(id);
		expect(items[0]?.json).toMatchObject({ fileName: 'file.pdf', mimeType: 'application/pdf' });
		const file = `={{ ({ id: "${id}", filename: "mine.bin", content_type: "image/png" }) }}`;
		const { items: named } = await download(file);
		expect(named[0]?.json).toMatchObject({ fileName: 'mine.bin', mimeType: 'image/png' });
	});

	it('handles items in parallel, in order, and not too many', async () => {
		const ids = await Promise.all(
			Array.from({ length: 6 }, async (_, i) =>
				storeFile(used.simulator, Buffer.from(`file ${i}`)),
			),
		);
		const items = ids.map((id) => ({ json: { id } }));
		const result = await expectAtOnce(
			used.simulator,
			{ path: FILE, count: 3 },
			async () => await runNode({ ...options('={{ $json.id }}'), items }),
		);
		expect(result.items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			ids.map((id, item) => [id, { item }]),
		);
		expect(downloads()).toHaveLength(6);
		expect(mostAtOnce(downloads())).toBe(3);
	});

	it.each([
		[
			'={{ "" }}',
			/^File must be the ID or spot:\/\/ URI of a file in Noxus, or a file from the output of a run$/,
		],
		[
			'a b',
			/^File must be the ID or spot:\/\/ URI of a file in Noxus, or a file from the output of a run, not "a b"$/,
		],
		['={{ ({ name: "x" }) }}', /^File is an object without a file/],
		['={{ ["a"] }}', /^File is a list/],
	])('refuses %s', async (file, message) => {
		const { error } = await download(file);
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toEqual([]);
	});

	it('says that Noxus does not know the file', async () => {
		const { error } = await download('3c90c3cc-0d44-4b50-8888-8dd25736052a');
		expect(error?.message).toMatch(/^File .* was not found in this Noxus workspace \[404\]$/);
		expect(error?.description).toContain('Check that it has not been deleted');
	});

	it('tries again after a 503', async () => {
		const id = await storeFile(used.simulator, Buffer.from('x'));
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 503, times: 1 });
		expect((await download(id)).items).toHaveLength(1);
		expect(downloads()).toHaveLength(2);
	});

	it('gives a download up that falls silent, and begins again', async () => {
		const bytes = randomBytes(300_000);
		const id = await storeFile(used.simulator, bytes);
		used.simulator.addFault({ path: FILE.source, kind: 'hangMidBody', times: 1 });
		const { result } = await startNode(options(id));
		await waitUntil(() => downloads().length === 1);
		await passMinutesUntil(() => downloads()[0]?.endedAt !== undefined);
		const { items, error } = await result;
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
		expect(downloads().map(({ closedByClient }) => closedByClient)).toEqual([true, false]);
	});

	it.each(['hang', 'hangMidBody'] as const)('ends at once by Stop amid a %s', async (kind) => {
		const id = await storeFile(used.simulator, randomBytes(300_000));
		used.simulator.addFault({ path: FILE.source, kind });
		const execution = await startNode(options(id));
		await waitUntil(() => downloads().length === 1);
		await new Promise((resolve) => setTimeout(resolve, 200));
		await stopNow(execution);
		await waitUntil(() => downloads()[0]?.closedByClient === true);
		expect(downloads()).toHaveLength(1);
	});
});
