import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const REPO_ROOT = join(__dirname, '..', '..', '..');

/** How to call an n8n, and the PATH that it wants. */
export interface N8nCommand {
	command: string;
	args: string[];
	path: string;
	version: string;
}

/** Asks the installer, which knows (and is plain JavaScript that this code cannot import). */
export function locateN8n(): N8nCommand {
	const script = join(REPO_ROOT, 'scripts', 'install.mjs');
	const answer = execFileSync(process.execPath, [script, '--where'], { encoding: 'utf8' });
	const { n8n } = JSON.parse(answer) as { n8n: N8nCommand };
	return n8n;
}
