import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../n8n-harness/environment';
import { waitUntil } from '../../../n8n-harness/waitUntil';

const BIN = join(__dirname, '..', 'node_modules', 'verdaccio', 'bin', 'verdaccio');
const LOOPBACK = '127.0.0.1';
const START_LIMIT_MS = 60_000;

/** A local npm registry that anyone on this machine may publish to. */
export interface Verdaccio {
	url: string;
	port: number;
	close: () => Promise<void>;
}

/** Starts Verdaccio with its storage in a folder, and without a registry behind it. */
export async function startVerdaccio(folder: string): Promise<Verdaccio> {
	const port = await freePort();
	const url = `http://${LOOPBACK}:${port}`;
	const config = join(folder, 'verdaccio.json');
	await writeFile(
		config,
		JSON.stringify({
			storage: join(folder, 'storage'),
			auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: -1 } },
			packages: { '**': { access: '$all', publish: '$all' } },
			web: { enable: false },
			log: { type: 'stdout', format: 'json', level: 'warn' },
		}),
	);
	const child = spawn(
		process.execPath,
		[BIN, '--config', config, '--listen', `${LOOPBACK}:${port}`],
		{
			cwd: folder,
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
	const giveUp = () => {
		if (child.exitCode !== null) throw new Error(`Verdaccio ended while starting:\n${output}`);
	};
	const isUp = async () =>
		await fetch(`${url}/-/ping`).then(
			(answer) => answer.ok,
			() => false,
		);
	await waitUntil(isUp, { what: 'Verdaccio to start', limitMs: START_LIMIT_MS, giveUp });
	const close = async () => {
		child.kill('SIGTERM');
		await ended;
	};
	return { url, port, close };
}
