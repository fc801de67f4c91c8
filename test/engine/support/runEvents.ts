import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunBody } from '../../unit/simulator/support/client';
import { runNode, type RunResult } from './engine';
import type { useSimulator } from './simulator';

/** The parameters of Run: Get Events. */
export function eventsParameters(
	runId: string,
	more: INodeParameters = {},
	workflowId = '',
): INodeParameters {
	return {
		resource: 'run',
		operation: 'getEvents',
		runId,
		workflowId: { __rl: true, mode: 'id', value: workflowId },
		...more,
	};
}

/** Run: Get Events against the simulator of a test file, and what it should give. */
export function runEvents(used: ReturnType<typeof useSimulator>) {
	const getEvents = async ({ id, workflow_id: workflowId }: RunBody, more?: INodeParameters) =>
		await runNode({
			credentials: used.credentials,
			parameters: eventsParameters(id, more, String(workflowId)),
		});
	/** The items that the log of a run should make. */
	const logOf = ({ id }: RunBody): IDataObject[] => {
		const { all } = used.simulator.runs.find((run) => run.id === id)?.log ?? { all: [] };
		return all.map(({ type, data, redisId }) => ({
			runId: id,
			etag: redisId,
			type,
			data: JSON.parse(JSON.stringify(data)) as IDataObject,
		}));
	};
	const streams = () => used.simulator.calls.filter(({ path }) => path.endsWith('/events'));
	const isClosed = () => streams().every(({ endedAt }) => endedAt !== undefined);
	return { getEvents, logOf, streams, isClosed };
}

export const jsonOf = ({ items }: Pick<RunResult, 'items'>) => items.map(({ json }) => json);

/** Less than what Get Events takes when only its default limit of 10 s ends it. */
export const NOT_FOR_EVER_MS = 9_000;

/** The result of some work, and how long it took. */
export async function timed<T>(work: Promise<T>): Promise<T & { tookMs: number }> {
	const startedAtMs = Date.now();
	const result = await work;
	return { ...result, tookMs: Date.now() - startedAtMs };
}
