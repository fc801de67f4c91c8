import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, waitUntil } from '../../../n8n-harness';
import { Program } from '../../../n8n-harness/program';
import { temporaryFolder } from './account';

const HOST = '127.0.0.1';
const START_LIMIT_MS = 60_000;

/** A Redis that keeps everything in memory, on loopback. */
export class Redis {
	private constructor(
		private readonly folder: string,
		readonly port: number,
		private readonly server: Program,
	) {}

	static async start(programs: string): Promise<Redis> {
		const folder = await temporaryFolder('noxus-redis-');
		const port = await freePort();
		const place = ['--port', String(port), '--bind', HOST, '--dir', folder];
		const args = [...place, '--save', '', '--appendonly', 'no'];
		const command = join(programs, 'redis-server');
		const server = new Program({ command, args, cwd: folder, env: process.env });
		const redis = new Redis(folder, port, server);
		const ping = ['-h', HOST, '-p', String(port), 'ping'];
		const isThere = () => spawnSync(join(programs, 'redis-cli'), ping).stdout?.includes('PONG');
		const giveUp = () => {
			if (!server.isRunning) throw new Error(`Redis: ${server.lastLines()}`);
		};
		const options = { what: 'Redis to start', limitMs: START_LIMIT_MS, giveUp };
		await waitUntil(isThere, options).catch(async (error: unknown) => {
			await redis.stop();
			throw error;
		});
		return redis;
	}

	/** What n8n wants to know of it. */
	get env(): NodeJS.ProcessEnv {
		return { QUEUE_BULL_REDIS_HOST: HOST, QUEUE_BULL_REDIS_PORT: String(this.port) };
	}

	async stop(): Promise<void> {
		await this.server.stop();
		await rm(this.folder, { recursive: true, force: true });
	}
}
