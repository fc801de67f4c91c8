import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
	FINISHED,
	toExecution,
	type ExecutionQuery,
	type ExecutionRow,
	type ExecutionStore,
} from './executions';

/** The database that n8n keeps in its own folder: two hundred executions are read in one go. */
export class Sqlite implements ExecutionStore {
	constructor(private readonly userFolder: string) {}

	executions({ workflowId, executionId, withoutData }: ExecutionQuery) {
		return this.withDatabase((database) => {
			const rows = database
				.prepare(
					`SELECT e.id, e.workflowId, e.status, e.mode, e.startedAt, e.stoppedAt,
					${withoutData ? 'NULL' : 'd.data'} AS data
					FROM execution_entity e LEFT JOIN execution_data d ON d.executionId = e.id
					WHERE (:workflowId IS NULL OR e.workflowId = :workflowId)
					AND (:executionId IS NULL OR e.id = :executionId) ORDER BY e.id`,
				)
				.all({ workflowId: workflowId ?? null, executionId: executionId ?? null });
			return (rows as unknown as ExecutionRow[]).map(toExecution);
		});
	}

	countFinished(workflowId: string): number {
		return this.withDatabase((database) => {
			const statuses = FINISHED.map((status) => `'${status}'`).join(', ');
			const query = `SELECT COUNT(*) AS count FROM execution_entity
				WHERE workflowId = ? AND status IN (${statuses})`;
			return Number(database.prepare(query).get(workflowId)?.count);
		});
	}

	private withDatabase<T>(read: (database: DatabaseSync) => T): T {
		const file = join(this.userFolder, '.n8n', 'database.sqlite');
		const database = new DatabaseSync(file, { readOnly: true });
		try {
			database.exec('PRAGMA busy_timeout = 5000');
			return read(database);
		} finally {
			database.close();
		}
	}
}
