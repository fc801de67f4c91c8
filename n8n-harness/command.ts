import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const REPO_ROOT = join(__dirname, '..');

/** How to call an n8n, and the PATH that it wants. */
export interface N8nCommand {
	command: string;
	args: string[];
	path: string;
	version: string;
}

/** What the installer has found. */
interface Located {
	n8n: N8nCommand;
	chromium: string;
	/** Folders of PostgreSQL's and of Redis' programs. */
	postgres?: string;
	redis?: string;
}

/** Asks the installer, which knows (and is plain JavaScript that this code cannot import). */
export function locate(): Located {
	const script = join(REPO_ROOT, 'scripts', 'install.mjs');
	const answer = execFileSync(process.execPath, [script, '--where'], { encoding: 'utf8' });
	return JSON.parse(answer) as Located;
}

/** The n8n that tests and demo start. */
export function locateN8n(): N8nCommand {
	return locate().n8n;
}

/** The browser of the browser tests. */
export function locateChromium(): string {
	return locate().chromium;
}
