import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Files under n8n's folder that hold a text: database with its write-ahead log, stored binary data,
 * event logs, settings. Installed packages are left out.
 */
export function filesContaining(userFolder: string, text: string): string[] {
	const entries = readdirSync(userFolder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !file.includes('node_modules'))
		.filter((file) => readFileSync(file).includes(text))
		.map((file) => relative(userFolder, file));
}
