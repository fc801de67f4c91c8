import {
	freePort,
	startN8n,
	waitUntil,
	type N8nServer,
	type StartOptions,
} from '../../../n8n-harness';
import { locate } from '../../../n8n-harness/command';
import { STEP_LIMIT_MS } from '../limits';
import { Helper, type HelperOptions } from './Helper';
import { Postgres } from './postgres';
import { Redis } from './redis';

export interface ClusterOptions {
	packageTarballs: readonly string[];
	workers: number;
	/** The first is the one whose address n8n gives out. */
	webhooks: number;
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

	/** The workers that have worked on an execution. */
	workersOf(executionId: number | undefined): Helper[] {
		return this.workers.filter((worker) => worker.timesStarted(executionId) > 0);
	}

	/**
	 * Waits until the workers have reported so many starts of executions: what they write to their
	 * output may be read later than what they write to the database.
	 */
	async untilStarted(executionIds: number[], times: number): Promise<void> {
		const toldOf = (id: number) =>
			this.workers.reduce((sum, worker) => sum + worker.timesStarted(id), 0);
		const areTold = () => executionIds.every((id) => toldOf(id) >= times);
		await waitUntil(areTold, { what: 'the logs of the workers', limitMs: STEP_LIMIT_MS });
	}

	/** Starts one more process, on a free port unless one is given. */
	async addHelper(
		role: HelperOptions['role'],
		{ port, env }: Partial<HelperOptions> = {},
	): Promise<Helper> {
		const { packageTarballs } = this.options;
		const command = locate().n8n;
		const all = { ...this.known.env, ...env };
		const helper = await Helper.start({ role, command, packageTarballs, port, env: all });
		if (role === 'worker') this.workers.push(helper);
		else if (role === 'webhook') this.webhooks.push(helper);
		else this.parts.push(helper);
		return helper;
	}

	async stop(): Promise<void> {
		const helpers = [...this.workers.splice(0), ...this.webhooks.splice(0)];
		await Promise.all(helpers.map(async (helper) => await helper.stop()));
		for (const part of this.parts.splice(0).reverse()) await part.stop();
	}

	private get known() {
		if (!this.started) throw new Error('The cluster is not up');
		return this.started;
	}

	private async boot(): Promise<void> {
		const { packageTarballs, workers, webhooks, content } = this.options;
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
		const main = await startN8n({ packageTarball: packageTarballs, env, store: postgres });
		this.parts.push(main);
		this.started = { main, postgres, env };
		await Promise.all([
			this.addHelper('webhook', { port: webhookPort }),
			...Array.from({ length: webhooks - 1 }, async () => this.addHelper('webhook')),
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
