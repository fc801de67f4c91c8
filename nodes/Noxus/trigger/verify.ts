import type { IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { Confirmations, type Finding } from '../../../common/webhook/confirmations';
import type { Verdict } from '../../../common/webhook/verdict';
import type { Run } from '../api/run';
import { getRun } from '../api/runs';
import { isFinal } from '../api/runState';

const FORGED = {
	kind: 'forged' as const,
	reason: 'This run was not found in Noxus, or it has a different status.',
};

/** Of all triggers in this process. */
const confirmations = new Confirmations<Run>('Noxus', FORGED);

/**
 * Reads the run that a callback names: genuine is what the API knows, in the status that the callback
 * claims. The returned run is the API's. Never throws.
 *
 * @param hasToken whether the callback has a valid token.
 */
export async function confirmWithNoxus(
	client: ApiClient<IWebhookFunctions>,
	claimed: Run,
	hasToken: boolean,
): Promise<Verdict<Run>> {
	const ref = { runId: claimed.id, workflowId: claimed.workflowId };
	return await confirmations.confirm(client.context, {
		key: [claimed.workflowId, claimed.id, claimed.status].join(' '),
		hasToken,
		read: async (limits) => await getRun(client, ref, limits),
		compare: (run) => compare(run, claimed),
	});
}

/** What the run, as Noxus has it, says about the callback. */
function compare(run: Run, claimed: Run): Finding<Run> {
	// An ID that Noxus writes in another way would count as another run.
	if (run.id !== claimed.id) return FORGED;
	// Filters and token refer to the workflow that the callback names.
	if (run.workflowId !== '' && run.workflowId !== claimed.workflowId) return FORGED;
	if (run.status === claimed.status) return { kind: 'genuine', job: run };
	if (isFinal(run.status)) return FORGED;
	const reason = `Noxus still reports run ${run.id} as ${run.status}`;
	return { kind: 'unknown', reason, mayChange: true };
}
