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
