import type { Definition } from '../workflows/definition';
import type { SimulatedRun } from './run';

/** Marks the nodes that `node_ids` or `single_node_id` leave out as skipped (contract 2.2). */
export function skipUnselected(run: SimulatedRun): void {
	const { body, definition } = run.request;
	if (body.singleNodeId === null && body.nodeIds === null) return;
	const kept =
		body.singleNodeId !== null
			? new Set([body.singleNodeId])
			: withDependencies(definition, body.nodeIds ?? []);
	for (const id of run.nodeStatuses.keys()) {
		if (!kept.has(id)) run.nodeStatuses.set(id, 'skipped');
	}
}

/** The nodes and everything that leads to them. */
function withDependencies({ edges }: Definition, nodeIds: string[]): Set<string> {
	const kept = new Set<string>();
	const visit = (id: string): void => {
		if (kept.has(id)) return;
		kept.add(id);
		for (const edge of edges) {
			const [from, to] =
				'source' in edge ? [edge.source, edge.target] : [edge.from_id.node_id, edge.to_id.node_id];
			if (to === id) visit(from);
		}
	};
	nodeIds.forEach(visit);
	return kept;
}
