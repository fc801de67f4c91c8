import { isFinished, waitUntil, watchPeakRss, type StoredExecution } from '../n8n-harness';
import type { Bench } from './fixture';

/** Nodes that only bring the file to those that are measured. */
const BRINGING_NODES = ['Webhook', 'Read'];
const LIMIT_MS = 5 * 60_000;

/** What it cost n8n to do something with one file. */
export interface FileCost {
	/** By n8n's own record of its nodes, without the one that read the file from disk. */
	ms: number;
	peakRssBytes: number;
	/** Why it could not be done; undefined where it was. */
	failure?: string;
	execution?: StoredExecution;
}

/** Lets the workflow `bench` do its work once, up to when its execution is saved. */
export async function fileCost({ n8n, post }: Bench, body: object): Promise<FileCost> {
	const { id: workflowId } = n8n.workflow('bench');
	const executionsBefore = n8n.executions({ workflowId, withoutData: true }).length;
	const peakRss = watchPeakRss(n8n);
	const refusal = await post('bench', body).then(
		() => undefined,
		(error: Error) => error.message,
	);
	// Once n8n is out of memory there is nobody to save anything.
	if (n8n.rssBytes() === 0)
		return { ms: Number.NaN, peakRssBytes: Number.NaN, failure: 'n8n ended' };
	const last = () => n8n.executions({ workflowId, withoutData: true })[executionsBefore];
	const isSaved = () => {
		const execution = last();
		return execution !== undefined && isFinished(execution);
	};
	await waitUntil(isSaved, { what: 'the end of the execution', limitMs: LIMIT_MS });
	const peakRssBytes = peakRss();
	const [execution] = n8n.executions({ executionId: last()?.id });
	const error = execution?.data?.resultData.error?.message ?? refusal;
	return { ms: nodesMs(execution), peakRssBytes, failure: error, execution };
}

function nodesMs(execution: StoredExecution | undefined): number {
	const nodes = Object.entries(execution?.data?.resultData.runData ?? {});
	const measured = nodes.filter(([name]) => !BRINGING_NODES.includes(name));
	const times = measured.flatMap(([, tasks]) => tasks.map(({ executionTime }) => executionTime));
	return times.reduce((sum, ms) => sum + ms, 0);
}
