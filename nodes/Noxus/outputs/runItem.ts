import type { IDataObject } from 'n8n-workflow';

import type { Run } from '../api/run';

/**
 * The JSON of the item that stands for a run, the same from every operation and from the trigger.
 * There is no `error` on top: n8n's Retry On Fail reads that as "the node failed".
 */
export function toRunItem(run: Run): IDataObject {
	return {
		runId: run.id,
		status: run.status,
		output: run.output as IDataObject,
		errorMessage: run.errorMessage,
		workflowId: run.workflowId,
		...(run.workflowName !== undefined && { workflowName: run.workflowName }),
		...(run.runUrl !== undefined && { runUrl: run.runUrl }),
		progress: run.progress,
		createdAt: run.createdAt,
		startedAt: run.startedAt,
		finishedAt: run.finishedAt,
		durationMs: durationMs(run),
	};
}

/** What an error says of the run that it is about. */
export function runFields({ id, workflowId, status, runUrl }: Run): IDataObject {
	return { runId: id, workflowId, status, ...(runUrl !== undefined && { runUrl }) };
}

/** From the start, or the creation if no start is known, to the end; null while there is no end. */
function durationMs({ createdAt, startedAt, finishedAt }: Run): number | null {
	const fromMs = Date.parse(startedAt ?? createdAt ?? '');
	const toMs = Date.parse(finishedAt ?? '');
	return Number.isNaN(fromMs) || Number.isNaN(toMs) ? null : toMs - fromMs;
}
