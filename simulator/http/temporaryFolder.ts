import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is made when the first file comes, and gone when the process ends at the latest. */
export class TemporaryFolder {
	private path: string | undefined;
	private readonly removeAtExit = () => this.remove();

	constructor(private readonly prefix = 'simulator-') {}

	/** Where a new file may be written. */
	newFile(): string {
		if (this.path === undefined) {
			this.path = mkdtempSync(join(tmpdir(), this.prefix));
			process.once('exit', this.removeAtExit);
		}
		return join(this.path, randomUUID());
	}

	/** Removes the folder with all files; the next file gets a new one. */
	remove(): void {
		if (this.path === undefined) return;
		rmSync(this.path, { recursive: true, force: true });
		this.path = undefined;
		process.removeListener('exit', this.removeAtExit);
	}
}
