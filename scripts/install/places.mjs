import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownN8n } from './ownN8n.mjs';
import { nodeIn } from './packages.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const BROWSER_FOLDER = join(ROOT, 'test', 'browser');
/** Debian's place for it; elsewhere `CHROMIUM_BIN` names it. */
export const CHROMIUM = process.env.CHROMIUM_BIN || '/usr/bin/chromium';
export const NODE_24 = nodeIn(ROOT);
export const NEWEST_N8N = ownN8n(join(ROOT, 'test', 'n8n'), NODE_24);
const OLDEST_FOLDER = join(ROOT, 'test', 'n8n-1.123');
export const OLDEST_N8N = ownN8n(OLDEST_FOLDER, nodeIn(OLDEST_FOLDER));

/** PATH with the repository's Node 24 in front. */
export function pathWithNode24() {
	return [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
}
