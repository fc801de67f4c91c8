import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from './certificates';
import { startProxy } from './proxy';
import { asVersion, publish } from './publish';
import { startVerdaccio } from './verdaccio';

/** An npm registry on this machine, which an n8n takes for the public one. */
export interface Registry {
	/** What an n8n needs in its environment to be led here. */
	env: Record<string, string>;
	/** The hosts that were asked for, all of which led here. */
	hosts: Set<string>;
	/** Publishes a packed package under a version, which becomes the latest. */
	publishAs: (tarball: string, version: string) => Promise<void>;
	close: () => Promise<void>;
}

/** Starts it, in a temporary folder. */
export async function startRegistry(): Promise<Registry> {
	const folder = await mkdtemp(join(tmpdir(), 'noxus-registry-'));
	const verdaccio = await startVerdaccio(folder);
	const authority = createAuthority();
	const proxy = await startProxy(verdaccio.port, authority);
	const caFile = join(folder, 'authority.pem');
	const npmrc = join(folder, 'npmrc');
	await Promise.all([writeFile(caFile, authority.pem), writeFile(npmrc, `cafile=${caFile}\n`)]);
	return {
		env: {
			HTTPS_PROXY: proxy.url,
			https_proxy: proxy.url,
			NODE_EXTRA_CA_CERTS: caFile,
			// npm, which n8n calls, is to read no settings of this machine, and no answers of the real one.
			NPM_CONFIG_USERCONFIG: npmrc,
			NPM_CONFIG_GLOBALCONFIG: join(folder, 'none'),
			NPM_CONFIG_CACHE: join(folder, 'cache'),
		},
		hosts: proxy.hosts,
		publishAs: async (tarball, version) =>
			await publish(verdaccio.url, await asVersion(tarball, version, folder)),
		close: async () => {
			await proxy.close();
			await verdaccio.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
