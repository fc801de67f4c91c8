import { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import type { ItemData } from '../../../common/items/operation';
import type { BinaryContext } from '../../../common/items/takeBinary';
import { asObject, textOrUndefined } from '../../../common/util/json';
import type { ParkedJobKind } from '../../../common/wait/parkedJobKind';
import type { Run } from '../api/run';
import { getRun, type RunRef } from '../api/runs';
import { isFinal } from '../api/runState';
import { goneRunJson, resumedRunJson, unfetchedJson } from '../outputs/endedRun';
import { shapeOutputOnly, shapeRunItem } from '../outputs/runOutput';
import type { OutputSettings } from '../fields/outputSettings';

/** A run that a parked execution waits for, and what is to be done with its output. */
export interface ParkedRun extends RunRef {
	output: OutputSettings;
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
	toItem,
};

async function toItem(
	client: ApiClient<BinaryContext>,
	parked: ParkedRun,
	run: Run | NodeApiError,
): Promise<ItemData> {
	if (run instanceof NodeApiError) return { json: goneRunJson(run, parked) };
	const { node } = client;
	const json = resumedRunJson(node, run);
	if ('error' in json) return { json };
	return await shapeRunItem(client, json, parked.output).catch((error: unknown) => {
		const output = shapeOutputOnly(json.output, parked.output);
		return { json: unfetchedJson(node, run, { ...json, output } as typeof json, error) };
	});
}
