import { itemsOf, type StoredExecution } from '../../../n8n-harness';

/** The id of the run whose callback started an execution, also if it did not come to its end. */
export function startedRun({ data }: StoredExecution): string | undefined {
	const [entry] = data?.executionData?.nodeExecutionStack ?? [];
	return asId(entry?.data.main?.[0]?.[0]?.json.runId);
}

/** The id of the run that the trigger returned, and so to the node behind it. */
export function handedOn(execution: StoredExecution): string | undefined {
	return asId(itemsOf(execution, 'After')[0]?.json.runId);
}

function asId(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
