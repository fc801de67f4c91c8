import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateN8n } from './command';
import { freePort, n8nEnvironment } from './environment';
import { N8nServer } from './N8nServer';
import { installPackage } from './package';
import { Sqlite } from './sqlite';
import type { StartOptions } from './types';

/** Starts an n8n with a package, credentials and workflows in place. */
export async function startN8n(options: StartOptions = {}): Promise<N8nServer> {
	const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'noxus-n8n-')));
	const command = locateN8n();
	const port = options.port ?? (await freePort());
	const brokerPort = await freePort();
	const place = { userFolder, port, brokerPort, path: command.path, env: options.env ?? {} };
	const isFolderOurs = options.userFolder === undefined;
	const server = new N8nServer(
		userFolder,
		command,
		n8nEnvironment(place),
		isFolderOurs,
		options.store ?? new Sqlite(userFolder),
	);
	options.onStarted?.(server);
	try {
		if (options.packageTarball) await installPackage(options.packageTarball, userFolder);
		await server.boot();
		await server.fill(options);
	} catch (error) {
		await server.stop();
		throw error;
	}
	return server;
}
