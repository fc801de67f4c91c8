import { freePort, startN8n, type N8nServer, type StartOptions } from '../../n8n/server';
import { locate } from '../../n8n/server/command';
import { Helper, type HelperOptions } from './Helper';
import { Postgres } from './postgres';
import { Redis } from './redis';

export interface ClusterOptions {
	packageTarball: string;
	workers: number;
	/** Further webhook processes; the first is always there. */
	moreWebhooks?: number;
	env?: NodeJS.ProcessEnv;
	content: Pick<StartOptions, 'credentials' | 'workflows'>;
}

/** Whatever has to be ended, the last one first. */
type Stoppable = { stop: () => Promise<void> };

/** n8n in queue mode: one main, workers, webhook processes, and the PostgreSQL and Redis they share. */
export class Cluster {
	readonly workers: Helper[] = [];
	readonly webhooks: Helper[] = [];
	private readonly parts: Stoppable[] = [];
	private started?: { main: N8nServer; postgres: Postgres; env: NodeJS.ProcessEnv };

	private constructor(private readonly options: ClusterOptions) {}

	static async start(options: ClusterOptions): Promise<Cluster> {
		const cluster = new Cluster(options);
		try {
			await cluster.boot();
		} catch (error) {
			await cluster.stop();
			throw error;
		}
		return cluster;
	}

	/** The process with the editor, which takes no webhooks. */
	get main(): N8nServer {
		return this.known.main;
	}

	get postgres(): Postgres {
		return this.known.postgres;
	}

	/** The environment that all processes share. */
	get env(): NodeJS.ProcessEnv {
		return this.known.env;
	}

	/** The worker that took an execution first; undefined where none did. */
	workerOf(executionId: number | undefined): Helper | undefined {
		const words = `Worker started execution ${executionId} (`;
		return this.workers.find((worker) => worker.logText().includes(words));
	}

	/** Starts one more process beside the main one. */
	async addHelper(role: HelperOptions['role'], port?: number): Promise<Helper> {
		const { packageTarball } = this.options;
		const command = locate().n8n;
		const helper = await Helper.start({ role, command, packageTarball, port, env: this.env });
		this.parts.push(helper);
		(role === 'worker' ? this.workers : this.webhooks).push(helper);
		return helper;
	}

	async stop(): Promise<void> {
		for (const part of this.parts.splice(0).reverse()) await part.stop();
	}

	private get known() {
		if (!this.started) throw new Error('The cluster is not up');
		return this.started;
	}

	private async boot(): Promise<void> {
		const { packageTarball, workers, moreWebhooks = 0, content } = this.options;
		const programs = locate();
		if (!programs.postgres || !programs.redis) {
			throw new Error('PostgreSQL or Redis is missing: node scripts/install.mjs --cluster');
		}
		const postgres = await Postgres.start(programs.postgres);
		this.parts.push(postgres);
		const redis = await Redis.start(programs.redis);
		this.parts.push(redis);
		const webhookPort = await freePort();
		const env = {
			...postgres.env,
			...redis.env,
			...queueMode(webhookPort),
			...this.options.env,
		};
		// Alone at first, because it prepares the database.
		const main = await startN8n({ packageTarball, env, store: postgres });
		this.parts.push(main);
		this.started = { main, postgres, env };
		await Promise.all([
			this.addHelper('webhook', webhookPort),
			...Array.from({ length: moreWebhooks }, async () => this.addHelper('webhook')),
			...Array.from({ length: workers }, async () => this.addHelper('worker')),
		]);
		await main.fill(content);
	}
}

function queueMode(webhookPort: number): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		// Executions from the editor, too.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// n8n then takes what is its default for queue mode: the database.
		N8N_DEFAULT_BINARY_DATA_MODE: undefined,
	};
}
