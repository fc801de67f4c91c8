import type { IRunExecutionData } from 'n8n-workflow';
import { unflatten } from './flatted';
import type { StoredExecution } from './types';

/** What an execution can be when n8n is done with it. */
export const FINISHED = ['success', 'error', 'crashed', 'canceled'];

export interface ExecutionQuery {
	workflowId?: string;
	executionId?: number;
	/** Leaves out what the nodes did, which is most of the work of reading. */
	withoutData?: boolean;
}

/** n8n's database: can be read also while n8n is down. */
export interface ExecutionStore {
	executions(query: ExecutionQuery): StoredExecution[];
	/** How many executions of a workflow n8n is done with. Asked often: it loads none of them. */
	countFinished(workflowId: string): number;
}

/** An execution as the database has it. */
export type ExecutionRow = Omit<StoredExecution, 'data'> & { data: string | null };

/** Makes sense of data, and of times in UTC that do not say so. */
export function toExecution({ data, ...row }: ExecutionRow): StoredExecution {
	return {
		...row,
		startedAt: isoTime(row.startedAt),
		stoppedAt: isoTime(row.stoppedAt),
		data: data === null ? undefined : (unflatten(data) as IRunExecutionData),
	};
}

function isoTime(time: string | null): string | null {
	return time === null ? null : new Date(`${time.replace(' ', 'T')}Z`).toISOString();
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
