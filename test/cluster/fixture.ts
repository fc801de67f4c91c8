import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { KEYS, startNoukai, WEBHOOK_SECRET, type NoukaiSimulator } from '../../simulator/noukai';
import type { Simulator } from '../../simulator/noxus';
import { loadExample, noukaiCredential, packPackage } from '../../n8n-harness';
import { besideSimulator, exampleContent, useStarted, type Fixture } from '../n8n/support/fixture';
import { Cluster } from './server/Cluster';

/** An n8n in queue mode with both packages in all its processes; `n8n` is the main one. */
export interface ClusterFixture extends Fixture {
	cluster: Cluster;
	noukai: NoukaiSimulator;
}

/** Seven programs. */
const LIMITS = { bootLimitMs: 600_000, stopLimitMs: 240_000 };

/** What n8n is to have for both services. */
function contentFor(noxus: Simulator, noukai: NoukaiSimulator) {
	const { credentials, workflows } = exampleContent(noxus);
	return {
		credentials: [...credentials, noukaiCredential(KEYS.a, noukai.url, WEBHOOK_SECRET)],
		workflows: [...workflows, loadExample('signed-callbacks', 'noukai')],
	};
}

/** A cluster for both services, beside the simulator of Noxus. */
async function startCluster(
	noukai: NoukaiSimulator,
	noukaiTarball: string,
	env: NodeJS.ProcessEnv,
) {
	return await besideSimulator(
		{},
		async (simulator, noxusTarball) =>
			await Cluster.start({
				packageTarballs: [noxusTarball, noukaiTarball],
				workers: 2,
				webhooks: 2,
				// n8n makes a sandbox for each call to a webhook, which would be most of the work.
				env: { N8N_LOG_LEVEL: 'debug', N8N_EXPRESSION_ENGINE: 'legacy', ...env },
				content: contentFor(simulator, noukai),
			}),
	);
}

/** One cluster and one simulator of each service for all cases of a test file. */
export function useCluster(env: NodeJS.ProcessEnv = {}): () => ClusterFixture {
	return useStarted(async () => {
		const noukai = await startNoukai();
		const { path } = await packPackage(undefined, 'noukai');
		const stopNoukai = async () => {
			await noukai.close();
			await rm(dirname(path), { recursive: true, force: true });
		};
		try {
			const { server: cluster, simulator, stop } = await startCluster(noukai, path, env);
			const stopAll = async () => void (await stop(), await stopNoukai());
			return { n8n: cluster.main, cluster, simulator, noukai, stop: stopAll };
		} catch (error) {
			await stopNoukai();
			throw error;
		}
	}, LIMITS);
}
