import { besideSimulator, exampleContent, useStarted, type Fixture } from '../n8n/support/fixture';
import { Cluster } from './server/Cluster';

/** An n8n in queue mode with the package in all its processes; `n8n` is the main one. */
export interface ClusterFixture extends Fixture {
	cluster: Cluster;
}

/** Seven programs. */
const LIMITS = { bootLimitMs: 600_000, stopLimitMs: 240_000 };

/** One cluster and one simulator for all cases of a test file. */
export function useCluster(env: NodeJS.ProcessEnv = {}): () => ClusterFixture {
	return useStarted(async () => {
		const { server: cluster, ...rest } = await besideSimulator(
			{},
			async (simulator, packageTarball) =>
				await Cluster.start({
					packageTarball,
					workers: 2,
					webhooks: 2,
					// n8n makes a sandbox for each call to a webhook, which would be most of the work.
					env: { N8N_LOG_LEVEL: 'debug', N8N_EXPRESSION_ENGINE: 'legacy', ...env },
					content: exampleContent(simulator),
				}),
		);
		return { n8n: cluster.main, cluster, ...rest };
	}, LIMITS);
}
