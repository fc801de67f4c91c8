import { createWriteStream, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { generatedContent } from '../simulator/noxus';
import { megabytes } from './statistics';

/** A folder with files to send and room for files received. */
export interface FileFolder {
	path: string;
	/** A file of this size, made when it is first asked for. */
	file(sizeBytes: number): Promise<string>;
}

/** Lends a temporary folder. Throws where the disk has less than this free. */
export async function withFileFolder<T>(
	neededBytes: number,
	use: (folder: FileFolder) => Promise<T>,
): Promise<T> {
	const { bavail, bsize } = statfsSync(tmpdir());
	if (bavail * bsize < neededBytes) {
		throw new Error(`${tmpdir()} has less than the ${megabytes(neededBytes)} MB that it takes`);
	}
	const path = mkdtempSync(join(tmpdir(), 'noxus-bench-'));
	const remove = () => rmSync(path, { recursive: true, force: true });
	process.once('exit', remove);
	const made = new Set<string>();
	const file = async (sizeBytes: number) => {
		const name = join(path, `${sizeBytes}.mp4`);
		if (!made.has(name)) {
			await pipeline(generatedContent(sizeBytes).open(), createWriteStream(name));
		}
		made.add(name);
		return name;
	};
	try {
		return await use({ path, file });
	} finally {
		process.removeListener('exit', remove);
		remove();
	}
}
