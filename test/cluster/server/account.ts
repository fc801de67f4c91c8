import { execFileSync } from 'node:child_process';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An account of this machine; nothing set means the one that runs the tests. */
export interface Account {
	uid?: number;
	gid?: number;
}

/** PostgreSQL refuses to run as root. Its package brings an account of its own. */
export function postgresAccount(): Account {
	if (process.getuid?.() !== 0) return {};
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/** A new temporary folder that belongs to an account. */
export async function temporaryFolder(prefix: string, { uid, gid }: Account = {}): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), prefix));
	if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
	return folder;
}
