export type NodeStatus = 'remaining' | 'running' | 'executed' | 'failed' | 'skipped';

/** WorkflowProgress of contract 2.2. */
export function progressDetails(
	run: { nodeStatuses: ReadonlyMap<string, NodeStatus> },
	runLogs: Record<string, unknown> = {},
): Record<string, unknown> {
	const nodesThatAre = (wanted: NodeStatus) =>
		[...run.nodeStatuses].filter(([, status]) => status === wanted).map(([id]) => id);
	const perNode = [...run.nodeStatuses].map(([id, status]) => [
		id,
		status === 'executed' ? 100 : 0,
	]);
	return {
		executed_nodes: nodesThatAre('executed'),
		remaining_nodes: nodesThatAre('remaining'),
		per_node_progress: Object.fromEntries(perNode),
		running_nodes: nodesThatAre('running'),
		skipped_nodes: nodesThatAre('skipped'),
		error_handler_nodes: [],
		subflow_executions: {},
		per_edge_progress: {},
		run_logs: runLogs,
	};
}
