import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { KEYS } from '../simulator/noxus';

const run = promisify(execFile);

/** Calls the simulator by curl, the yardstick for what the line gives; returns the time in ms. */
async function curl(...args: string[]): Promise<number> {
	const quiet = ['--silent', '--show-error', '--fail', '--noproxy', '*'];
	const key = ['--header', `X-API-Key: ${KEYS.a}`];
	const { stdout } = await run('curl', [...quiet, ...key, '--write-out', '%{time_total}', ...args]);
	return Number(stdout) * 1000;
}

export async function curlUpload(baseUrl: string, path: string): Promise<number> {
	const form = ['--form', `file=@${path};type=video/mp4`];
	return await curl(...form, '--output', '/dev/null', `${baseUrl}/v1/file`);
}

export async function curlDownload(baseUrl: string, id: string, to: string): Promise<number> {
	return await curl('--output', to, `${baseUrl}/v1/file/${id}`);
}

/**
 * Time in ms from the start of a call to the part of its answer that has `wanted` in it, by curl's own
 * trace: the start of the process is not in it.
 */
export async function curlTrace(wanted: string, ...args: string[]): Promise<number> {
	const trace = ['--silent', '--no-buffer', '--noproxy', '*', '--trace-time', '--trace-ascii', '-'];
	const key = ['--header', `X-API-Key: ${KEYS.a}`];
	const { stdout } = await run('curl', [...trace, ...key, '--output', '/dev/null', ...args]);
	// Each part begins with its time; the text in it is broken into lines of 64 characters.
	const parts = stdout.split(/^(?=\d\d:\d\d:\d\d\.\d+ )/m);
	const textOf = (part: string) => part.replace(/\n[0-9a-f]{4}: /g, '');
	const found = parts.find(
		(part) => part.includes('<= Recv data') && textOf(part).includes(wanted),
	);
	if (found === undefined || parts[0] === undefined) throw new Error(`curl got no ${wanted}`);
	return msOfDay(found) - msOfDay(parts[0]);
}

function msOfDay(part: string): number {
	const [hours = 0, minutes = 0, seconds = 0] = part.split(' ')[0]?.split(':').map(Number) ?? [];
	return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
