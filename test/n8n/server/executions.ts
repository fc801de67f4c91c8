import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { IRunExecutionData } from 'n8n-workflow';
import { unflatten } from './flatted';
import type { StoredExecution } from './types';

const FINISHED = ['success', 'error', 'crashed', 'canceled'];

export interface ExecutionQuery {
	workflowId?: string;
	executionId?: number;
	/** Leaves out what the nodes did, which is most of the work of reading. */
	withoutData?: boolean;
}

// SQLite keeps n8n's times as UTC without saying so.
function isoTime(time: string | null): string | null {
	return time === null ? null : new Date(`${time.replace(' ', 'T')}Z`).toISOString();
}

type Row = Omit<StoredExecution, 'data'> & { data: string | null };

/**
 * Reads n8n's executions from its database: two hundred with their data in one go, and also while
 * n8n is down.
 */
export function readExecutions(userFolder: string, query: ExecutionQuery = {}): StoredExecution[] {
	const { workflowId = null, executionId = null, withoutData = false } = query;
	const database = openDatabase(userFolder);
	try {
		const rows = database
			.prepare(
				`SELECT e.id, e.workflowId, e.status, e.mode, e.startedAt, e.stoppedAt,
				${withoutData ? 'NULL' : 'd.data'} AS data
				FROM execution_entity e LEFT JOIN execution_data d ON d.executionId = e.id
				WHERE (:workflowId IS NULL OR e.workflowId = :workflowId)
				AND (:executionId IS NULL OR e.id = :executionId) ORDER BY e.id`,
			)
			.all({ workflowId, executionId }) as unknown as Row[];
		return rows.map(({ data, ...row }) => ({
			...row,
			startedAt: isoTime(row.startedAt),
			stoppedAt: isoTime(row.stoppedAt),
			data: data === null ? undefined : (unflatten(data) as IRunExecutionData),
		}));
	} finally {
		database.close();
	}
}

/** How many executions of a workflow n8n is done with. Asked often: it loads none of them. */
export function countFinished(userFolder: string, workflowId: string): number {
	const database = openDatabase(userFolder);
	try {
		const statuses = FINISHED.map((status) => `'${status}'`).join(', ');
		const query = `SELECT COUNT(*) AS count FROM execution_entity WHERE workflowId = ? AND status IN (${statuses})`;
		return Number(database.prepare(query).get(workflowId)?.count);
	} finally {
		database.close();
	}
}

function openDatabase(userFolder: string): DatabaseSync {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	database.exec('PRAGMA busy_timeout = 5000');
	return database;
}

/** Whether n8n is done with an execution. */
export function isFinished({ status }: StoredExecution): boolean {
	return FINISHED.includes(status);
}

/** Items that a node of an execution put out, on its first output unless another is named. */
export function itemsOf({ data }: StoredExecution, nodeName: string, output = 0) {
	const lastRun = data?.resultData.runData[nodeName]?.at(-1);
	return lastRun?.data?.main?.[output] ?? [];
}
