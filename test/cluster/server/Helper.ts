import { rm } from 'node:fs/promises';
import { freePort, waitUntil } from '../../../n8n-harness';
import type { N8nCommand } from '../../../n8n-harness/command';
import { n8nEnvironment } from '../../../n8n-harness/environment';
import { installPackage } from '../../../n8n-harness/package';
import { N8nProcess } from '../../../n8n-harness/process';
import { temporaryFolder } from './account';

const BOOT_LIMIT_MS = 180_000;
/** Executions that a worker takes at a time: all of a test, if it comes to that. */
const CONCURRENCY = 80;
const ROLES = {
	worker: ['worker', `--concurrency=${CONCURRENCY}`],
	webhook: ['webhook'],
	/** A further one. */
	main: ['start'],
};

export interface HelperOptions {
	role: keyof typeof ROLES;
	command: N8nCommand;
	packageTarballs: readonly string[];
	/** The address of its pages: health for a worker, webhooks for a webhook process. */
	port?: number;
	env: NodeJS.ProcessEnv;
}

/** A process beside the first main one, with a folder of its own, as in a container of its own. */
export class Helper {
	readonly url: string;
	private readonly log: string[] = [];
	private process: N8nProcess | undefined;

	private constructor(
		readonly userFolder: string,
		private readonly options: HelperOptions,
		private readonly env: NodeJS.ProcessEnv,
	) {
		this.url = `http://127.0.0.1:${options.port}`;
	}

	/** Installs the packages where this process looks for it, and starts it. */
	static async start(given: HelperOptions): Promise<Helper> {
		const { role, command, packageTarballs } = given;
		const userFolder = await temporaryFolder(`noxus-${role}-`);
		const port = given.port ?? (await freePort());
		const health = {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		};
		const env = n8nEnvironment({
			userFolder,
			port,
			brokerPort: await freePort(),
			path: command.path,
			env: { ...health, ...given.env },
		});
		const helper = new Helper(userFolder, { ...given, port }, env);
		try {
			await installPackage(packageTarballs, userFolder);
			await helper.boot();
		} catch (error) {
			await helper.stop();
			throw error;
		}
		return helper;
	}

	/** Starts the program, again too, and waits until it takes work. */
	async boot(): Promise<void> {
		const { command, role } = this.options;
		const n8n = new N8nProcess(command, this.userFolder, this.env, this.log, ROLES[role]);
		this.process = n8n;
		const giveUp = () => {
			if (!n8n.isRunning) throw new Error(`The ${role} ended:\n${n8n.lastLines()}`);
		};
		const options = { what: `the ${role} to start`, limitMs: BOOT_LIMIT_MS, giveUp };
		await waitUntil(async () => await this.isReady(), options);
	}

	/** Everything it has written to its output, over all its starts. */
	logText(): string {
		return this.log.join('');
	}

	/** How often this worker has begun to work on an execution: once more after each resume. */
	timesStarted(executionId: number | undefined): number {
		return this.timesSaid(`Worker started execution ${executionId} (`);
	}

	/** Whether this worker is at work on an execution, or was when it ended. */
	isAtWorkOn(executionId: number | undefined): boolean {
		const timesFinished = this.timesSaid(`Worker finished execution ${executionId} (`);
		return this.timesStarted(executionId) > timesFinished;
	}

	/** Ends it as a crash would. */
	async kill9(): Promise<void> {
		await this.process?.stop({ atOnce: true });
	}

	async stop(): Promise<void> {
		await this.process?.stop();
		await rm(this.userFolder, { recursive: true, force: true });
	}

	private timesSaid(words: string): number {
		return this.logText().split(words).length - 1;
	}

	private async isReady(): Promise<boolean> {
		try {
			return (await fetch(`${this.url}/healthz/readiness`)).ok;
		} catch {
			return false;
		}
	}
}
