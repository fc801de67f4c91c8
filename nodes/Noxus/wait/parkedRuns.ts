import { NodeApiError, type IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import type { ItemResult } from '../../../common/items/operation';
import type { BinaryContext } from '../../../common/items/takeBinary';
import { asObject, textOrUndefined } from '../../../common/util/json';
import type { ParkedJobKind, ResumedItem } from '../../../common/wait/parkedJobKind';
import type { Run } from '../api/run';
import { getRun, type RunRef } from '../api/runs';
import { isFinal } from '../api/runState';
import { goneRun, resumedRun, timedOutRunJson, unfetchedRun } from '../outputs/endedRun';
import { shapeOutputOnly, shapeRunItem } from '../outputs/runOutput';
import { triedRunsJson } from '../outputs/triedRuns';
import type { OutputSettings } from '../fields/outputSettings';
import { noteState, retryDelayMs, type RunRetries, type Tries } from './retryRun';

/** A run that a parked execution waits for, and what is to be done with its output. */
export interface ParkedRun extends RunRef {
	output: OutputSettings;
	/** What it takes to start it again, if it may be. */
	retries?: RunRetries;
}

/** The result for a run that is to be parked, at most until the deadline. */
export function toParkable(
	{ run, retries }: Tries,
	output: OutputSettings,
	deadlineAtMs: number,
): ItemResult {
	const { id: runId, workflowId, workflowName } = run;
	const named = workflowName === undefined ? {} : { workflowName };
	const parked: ParkedRun = { runId, workflowId, ...named, output, ...(retries && { retries }) };
	// Plain JSON, which n8n keeps with the execution.
	const ref = { ...parked } as unknown as IDataObject;
	const json = { ...timedOutRunJson(run), ...triedRunsJson(retries) };
	return { json, parkable: { ref, deadlineAtMs } };
}

/** The sender waits for the answer; an API that is unreachable must not delay it for long. */
const LIMITS = { timeoutMs: 10_000, maxAttempts: 2 };

/** Runs, as the jobs of a parked execution. */
export const parkedRuns: ParkedJobKind<ParkedRun, Run> = {
	noun: 'run',
	nouns: 'runs',
	idOf: ({ runId }) => runId,
	endedIdIn: (body) => {
		const { run_id: runId, status } = asObject(body) ?? {};
		return isFinal(status) ? textOrUndefined(runId) : undefined;
	},
	read: async (client, ref) => await getRun(client, ref, LIMITS),
	isFinal: ({ status }) => isFinal(status),
	toRetry: (ref, run) => {
		if (run instanceof NodeApiError) return undefined;
		const { retries } = withState(ref, run);
		return retryDelayMs({ run, retries }) === undefined ? undefined : { ...ref, retries };
	},
	toItem,
};

async function toItem(
	client: ApiClient<BinaryContext>,
	parked: ParkedRun,
	run: Run | NodeApiError,
): Promise<ResumedItem> {
	const { node } = client;
	if (run instanceof NodeApiError) return goneRun(node, run, parked);
	const { json, failure } = resumedRun(node, run, withState(parked, run).retries);
	if ('error' in json) return { json };
	try {
		return { ...(await shapeRunItem(client, json, parked.output)), failure };
	} catch (error) {
		const output = shapeOutputOnly(json.output, parked.output);
		const unfetched = unfetchedRun(node, run, { ...json, output } as typeof json, error);
		return failure === undefined ? unfetched : { ...unfetched, failure };
	}
}

function withState({ retries }: ParkedRun, run: Run): Tries {
	const tries: Tries = { run, retries };
	noteState(tries, run);
	return tries;
}
