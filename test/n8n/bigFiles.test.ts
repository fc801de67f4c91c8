import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bigFileCases } from './cases/bigFiles';
import { useFixture } from './support/fixture';

jest.setTimeout(300_000);

// An n8n of its own: its memory is measured, and it may read a folder of the disk.
describe('big files in a real n8n', () => {
	const folder = mkdtempSync(join(tmpdir(), 'noxus-big-files-'));
	const current = useFixture({
		env: { N8N_RESTRICT_FILE_ACCESS_TO: folder },
		settings: { maxUploadBytes: 1024 ** 3 },
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	bigFileCases(current, folder);
});
