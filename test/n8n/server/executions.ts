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

/** An execution as n8n's database has it. */
export type ExecutionRow = Omit<StoredExecution, 'data'> & { data: string | null };

/** Reads executions: two hundred with their data in one go, and also while n8n is down. */
export type ExecutionReader = (query: ExecutionQuery) => StoredExecution[];

// Both databases keep n8n's times as UTC without saying so.
function isoTime(time: string | null): string | null {
	if (time === null) return null;
	const isoLike = time.replace(' ', 'T').replace(/\+00(:00)?$/, '');
	return new Date(`${isoLike}Z`).toISOString();
}

/** Makes sense of times and data. */
export function toExecution({ data, ...row }: ExecutionRow): StoredExecution {
	return {
		...row,
		startedAt: isoTime(row.startedAt),
		stoppedAt: isoTime(row.stoppedAt),
		data: data === null ? undefined : (unflatten(data) as IRunExecutionData),
	};
}

/** Reads from the database that n8n keeps in its own folder. */
export function sqliteReader(userFolder: string): ExecutionReader {
	return ({ workflowId = null, executionId = null, withoutData = false }) => {
		const file = join(userFolder, '.n8n', 'database.sqlite');
		const database = new DatabaseSync(file, { readOnly: true });
		try {
			database.exec('PRAGMA busy_timeout = 5000');
			const rows = database
				.prepare(
					`SELECT e.id, e.workflowId, e.status, e.mode, e.startedAt, e.stoppedAt,
					${withoutData ? 'NULL' : 'd.data'} AS data
					FROM execution_entity e LEFT JOIN execution_data d ON d.executionId = e.id
					WHERE (:workflowId IS NULL OR e.workflowId = :workflowId)
					AND (:executionId IS NULL OR e.id = :executionId) ORDER BY e.id`,
				)
				.all({ workflowId, executionId }) as unknown as ExecutionRow[];
			return rows.map(toExecution);
		} finally {
			database.close();
		}
	};
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
