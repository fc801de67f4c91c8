import { formatDate, formatDateOrNull } from '../../http/dates';
import type { SimulatorSettings } from '../settings';
import { workerNodeId } from '../workflows/definition';
import { progressDetails } from './progress';
import type { SimulatedRun } from './run';

/** SimplifiedRun of contract 2.2, which has the output. */
export function simplifiedRun(
	run: SimulatedRun,
	settings: SimulatorSettings,
): Record<string, unknown> {
	const output = isBehind(run, settings) ? null : run.output;
	return {
		...sharedFields(run, settings),
		input: run.input,
		output: run.status === 'completed' || !settings.nullOutput ? (output ?? {}) : null,
		progress_details: progressDetails(run, runLogs(run, settings)),
		...(!isBehind(run, settings) && errorField(run, settings)),
	};
}

/** RunNoIO of contract 2.5, which has no output. */
export function runWithoutOutput(
	run: SimulatedRun,
	settings: SimulatorSettings,
): Record<string, unknown> {
	return {
		...sharedFields(run, settings),
		input: run.input,
		definitions: {},
		started_at: formatDateOrNull(run.startedAt, settings.dateStyle),
		source: 'api',
		user_id: null,
		meta: {},
		conversation_id: null,
		api_key_id: run.request.identity.keyId,
	};
}

function sharedFields(run: SimulatedRun, settings: SimulatorSettings): Record<string, unknown> {
	const { body } = run.request;
	const isOver = !isBehind(run, settings);
	return {
		id: run.id,
		group_id: run.workspaceId,
		workflow_id: run.workflowId,
		status: isOver ? run.status : 'running',
		created_at: formatDate(run.createdAt, settings.dateStyle),
		finished_at: formatDateOrNull(isOver ? run.finishedAt : null, settings.dateStyle),
		workflow_version_id: body.versionId,
		node_ids: body.nodeIds,
		single_node_id: body.singleNodeId,
		progress: run.progress,
	};
}

/** Row 3: whether the API does not show the end of the run yet. */
function isBehind({ finishedAt }: SimulatedRun, { runReadLagMs }: SimulatorSettings): boolean {
	return finishedAt !== null && Date.now() < finishedAt.getTime() + runReadLagMs;
}

/** Row 9: the contract knows no error field; where real runs carry the text is open. */
function errorField(run: SimulatedRun, { runErrorField }: SimulatorSettings): object {
	if (run.error === null) return {};
	if (runErrorField === 'error' || runErrorField === 'error_message') {
		return { [runErrorField]: run.error };
	}
	return {};
}

function runLogs(run: SimulatedRun, settings: SimulatorSettings): Record<string, unknown> {
	if (run.error === null || settings.runErrorField !== 'run_logs') return {};
	const nodeId = workerNodeId(run.request.definition);
	return { [nodeId]: [{ level: 'error', message: run.error }] };
}
