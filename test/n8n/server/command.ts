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
function locate(): { n8n: N8nCommand; chromium: string } {
	const script = join(REPO_ROOT, 'scripts', 'install.mjs');
	const answer = execFileSync(process.execPath, [script, '--where'], { encoding: 'utf8' });
	return JSON.parse(answer) as ReturnType<typeof locate>;
}

/** The n8n that tests and demo start. */
export function locateN8n(): N8nCommand {
	return locate().n8n;
}

/** The browser of the browser tests. */
export function locateChromium(): string {
	return locate().chromium;
}
