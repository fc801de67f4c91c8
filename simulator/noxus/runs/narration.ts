import type { SimulatorSettings } from '../settings';
import { workerNodeId } from '../workflows/definition';
import type { SimulatedRun } from './run';

/** The content events that a run emits (contract 3). Their words are `nodeStatusWords`. */

export function nodeStarted(run: SimulatedRun, nodeId: string, settings: SimulatorSettings): void {
	if (run.nodeStatuses.get(nodeId) !== 'remaining') return;
	run.nodeStatuses.set(nodeId, 'running');
	run.log.append('content', { id: nodeId, status: settings.nodeStatusWords.running });
}

export function nodeEnded(
	run: SimulatedRun,
	nodeId: string,
	status: 'executed' | 'failed',
	settings: SimulatorSettings,
): void {
	if (run.nodeStatuses.get(nodeId) === 'skipped') return;
	run.nodeStatuses.set(nodeId, status);
	run.log.append('content', { id: nodeId, status: settings.nodeStatusWords[status] });
}

/** A piece of streamed text. */
export function say(
	run: SimulatedRun,
	nodeId: string,
	text: string,
	settings: SimulatorSettings,
): void {
	const status = settings.nodeStatusWords.running;
	run.log.append('content', { id: nodeId, status, content: text });
}

/** The nodes after the worker are done. */
export function outputsWritten(run: SimulatedRun, settings: SimulatorSettings): void {
	for (const [nodeId, status] of run.nodeStatuses) {
		if (status === 'remaining') nodeEnded(run, nodeId, 'executed', settings);
	}
}

/** The terminal event of a completed or failed run. */
export function runEnded(run: SimulatedRun, settings: SimulatorSettings): void {
	run.log.append('content', {
		id: workerNodeId(run.request.definition),
		status: settings.nodeStatusWords[run.status === 'completed' ? 'executed' : 'failed'],
		workflow_status: run.status,
	});
}

/** Row 7: whether a stopped or paused run says so with `workflow_status` is not known. */
export function runPaused(run: SimulatedRun, settings: SimulatorSettings): void {
	if (!settings.sseStoppedEmits) return;
	const id = workerNodeId(run.request.definition);
	run.log.append('content', { id, status: run.status, workflow_status: run.status });
}
