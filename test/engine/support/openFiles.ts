import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';

export const OPEN_FILES = '/proc/self/fd';

/** Files of n8n's binary store that this process has open; none where the system does not tell. */
export function openFiles(): string[] {
	if (!existsSync(OPEN_FILES)) return [];
	const links = readdirSync(OPEN_FILES).map((fd) => {
		try {
			return readlinkSync(path.join(OPEN_FILES, fd));
		} catch {
			return ''; // Closed meanwhile.
		}
	});
	return links.filter((link) => link.includes('/binary_data/'));
}

/** That files are closed soon: the garbage collector would do it some day as well. Counted are looks
 * and not seconds, in which the process may stand still. */
export async function letGo(mode: 'default' | 'filesystem'): Promise<void> {
	// Only there are files to be closed.
	if (mode !== 'filesystem') return;
	for (let looks = 0; looks < 50 && openFiles().length > 0; looks++) {
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	expect(openFiles()).toEqual([]);
}
