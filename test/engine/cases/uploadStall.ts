import { Readable } from 'node:stream';

import type { UploadSource } from '../../../common/http/uploadForm';
import { noxusClient } from '../../../nodes/Noxus/api/client';
import { storeFile } from '../../../nodes/Noxus/api/files';
import { passMinutesUntil, passTime } from '../support/clock';
import { executeContext } from '../support/contexts';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const FILE = /^\/v1\/file$/;
const STALL_MS = 60_000;
const SIZE = 1024 * 1024;

const source: UploadSource = {
	fileName: 'a.txt',
	mimeType: 'text/plain',
	sizeBytes: 5,
	isRepeatable: true,
	async *open() {
		yield Buffer.from('hello');
	},
};
const upload = async (given = source) =>
	await storeFile(noxusClient(executeContext(used.credentials, [])), given, STALL_MS);
const uploads = () => callsTo(used.simulator, FILE, 'POST');

describe('an upload that stands still', () => {
	it('is ended and sent again', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang', times: 1 });
		const uploading = upload();
		await passMinutesUntil(() => uploads()[0]?.endedAt !== undefined);
		const { answer } = await uploading;
		const { id } = answer as { id: string };
		expect(used.simulator.files.get(id)?.bytes.toString()).toBe('hello');
		expect(uploads().map(({ closedByClient }) => closedByClient)).toEqual([true, false]);
	});

	it('is ended and reported if it can be read once only', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang' });
		const given = { ...source, isRepeatable: false };
		const refused = expect(upload(given)).rejects.toThrow('Noxus did not respond in time');
		await passMinutesUntil(() => uploads()[0]?.endedAt !== undefined);
		await refused;
		expect(uploads()).toHaveLength(1);
	});

	it('is left alone while bytes move, however long it takes', async () => {
		const letters = 'hello';
		const slow: UploadSource = {
			...source,
			sizeBytes: letters.length,
			async *open() {
				for (const letter of letters) {
					await passTime(STALL_MS / 3);
					yield Buffer.from(letter);
				}
			},
		};
		await upload(slow);
		expect(uploads()).toHaveLength(1);
		expect([...used.simulator.files.values()][0]?.bytes.toString()).toBe(letters);
	});
});

it.each(['reset', 'resetAfterHandling'] as const)(
	'an upload that is cut (%s) may be too large, which the text says',
	async (kind) => {
		used.simulator.addFault({ path: FILE.source, kind });
		const large = { ...source, sizeBytes: SIZE, open: () => Readable.from([Buffer.alloc(SIZE)]) };
		await expect(upload({ ...large, isRepeatable: false })).rejects.toMatchObject({
			message: 'The connection to Noxus was closed unexpectedly',
			description: expect.stringContaining('may not accept files of this size.\nFile: a.txt'),
		});
	},
);
