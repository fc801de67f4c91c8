import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, waitUntil } from '../../../n8n-harness';
import {
	FINISHED,
	toExecution,
	type ExecutionQuery,
	type ExecutionRow,
	type ExecutionStore,
} from '../../../n8n-harness/executions';
import { Program } from '../../../n8n-harness/program';
import { postgresAccount, temporaryFolder } from './account';

const HOST = '127.0.0.1';
/** Anyone on this machine may come in while the test runs: there is nothing to protect. */
const USER = 'n8n';
const START_LIMIT_MS = 60_000;
const MAX_ANSWER_BYTES = 1024 ** 3;
/** With n8n's own (two connections, 20 s, 5 s for a sign of life), a busy machine loses its database. */
const PATIENCE = {
	DB_POSTGRESDB_POOL_SIZE: '10',
	DB_POSTGRESDB_CONNECTION_TIMEOUT: '120000',
	DB_PING_TIMEOUT_MS: '60000',
};
/** The data is thrown away, so no write waits for the disk. */
const SETTINGS = {
	listen_addresses: HOST,
	unix_socket_directories: '',
	max_connections: 200,
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
};

const EXECUTIONS = `SELECT coalesce(json_agg(row ORDER BY row.id), '[]') FROM (
	SELECT e.id, e."workflowId", e.status, e.mode,
	e."startedAt" AT TIME ZONE 'UTC' AS "startedAt", e."stoppedAt" AT TIME ZONE 'UTC' AS "stoppedAt",
	CASE WHEN :'withoutData' = 'true' THEN NULL ELSE d.data END AS data
	FROM execution_entity e LEFT JOIN execution_data d ON d."executionId" = e.id
	WHERE (:'workflowId' = '' OR e."workflowId" = :'workflowId')
	AND (:'executionId' = '' OR e.id::text = :'executionId')) row;`;

/** A PostgreSQL with a folder of its own, on loopback. */
export class Postgres implements ExecutionStore {
	private constructor(
		private readonly programs: string,
		private readonly folder: string,
		readonly port: number,
		private readonly server: Program,
	) {}

	static async start(programs: string): Promise<Postgres> {
		const account = postgresAccount();
		const folder = await temporaryFolder('noxus-postgres-', account);
		const port = await freePort();
		const initial = ['-D', folder, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
		const options = { ...account, cwd: folder };
		await promisify(execFile)(join(programs, 'initdb'), initial, options);
		const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => [
			'-c',
			`${name}=${value}`,
		]);
		const call = { command: join(programs, 'postgres'), args: ['-D', folder, ...settings] };
		// SIGQUIT ends it at once, even if clients are still connected.
		const server = new Program({ ...call, cwd: folder, env: process.env, account }, [], 'SIGQUIT');
		const postgres = new Postgres(programs, folder, port, server);
		await postgres.begin().catch(async (error: unknown) => {
			await postgres.stop();
			throw error;
		});
		return postgres;
	}

	/** What n8n wants to know of it. */
	get env(): NodeJS.ProcessEnv {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_DATABASE: USER,
			...PATIENCE,
		};
	}

	executions({ workflowId, executionId, withoutData }: ExecutionQuery) {
		const rows = JSON.parse(
			this.ask(EXECUTIONS, {
				workflowId: workflowId ?? '',
				executionId: executionId ?? '',
				withoutData: withoutData ?? false,
			}),
		) as ExecutionRow[];
		return rows.map(toExecution);
	}

	countFinished(workflowId: string): number {
		const statuses = FINISHED.map((status) => `'${status}'`).join(', ');
		const query = `SELECT count(*) FROM execution_entity
			WHERE "workflowId" = :'workflowId' AND status IN (${statuses});`;
		return Number(this.ask(query, { workflowId }));
	}

	/** Sends a query and returns what comes, as text; `:'name'` in it stands for a value. */
	ask(query: string, values: Record<string, unknown> = {}): string {
		const given = Object.entries(values).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
		const flags = ['-XqAt', '-v', 'ON_ERROR_STOP=1', ...given];
		return execFileSync(join(this.programs, 'psql'), [...this.place(USER), ...flags], {
			input: query,
			encoding: 'utf8',
			maxBuffer: MAX_ANSWER_BYTES,
		});
	}

	async stop(): Promise<void> {
		await this.server.stop();
		await rm(this.folder, { recursive: true, force: true });
	}

	private place(database: string): string[] {
		return ['-h', HOST, '-p', String(this.port), '-U', USER, '-d', database];
	}

	/** Makes the database as soon as the server takes it. */
	private async begin(): Promise<void> {
		const create = [...this.place('postgres'), '-c', `CREATE DATABASE ${USER}`];
		const isThere = () => spawnSync(join(this.programs, 'psql'), create).status === 0;
		const giveUp = () => {
			if (!this.server.isRunning) throw new Error(`PostgreSQL: ${this.server.lastLines()}`);
		};
		await waitUntil(isThere, { what: 'PostgreSQL to start', limitMs: START_LIMIT_MS, giveUp });
	}
}
