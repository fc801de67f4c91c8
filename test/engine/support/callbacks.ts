import { callbackSecretOf } from '../../../nodes/Noxus/callback/secret';
import { signCallbackUrl } from '../../../nodes/Noxus/callback/token';
import type { SimulatedRun } from '../../../simulator/noxus';
import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from './engine';
import { jsonInput, runParameters } from './parameters';
import type { useSimulator } from './simulator';
import { TRIGGER_PATH, type Delivery } from './trigger';

/** A run that has ended, and the callback that Noxus posts for it. */
export async function finishedRun(
	used: ReturnType<typeof useSimulator>,
	workflowId: string = WORKFLOWS.echo,
) {
	await runNode({
		credentials: used.credentials,
		onError: 'continueRegularOutput',
		parameters: runParameters('createAndWait', workflowId, jsonInput({ Text: 'hi' })),
	});
	const run = used.simulator.runs.at(-1) as SimulatedRun;
	return { run, callback: callbackOf(run) };
}

const callbackOf = (run: SimulatedRun) => ({
	run_id: run.id,
	workflow_id: run.workflowId,
	status: run.status,
	outputs: { Text: 'hi' },
	error: run.status === 'failed' ? 'Reason' : null,
	started_at: '2025-01-15T10:30:00.000000',
	completed_at: '2025-01-15T10:30:01.500000',
	duration_ms: 1500,
});

/** What the item has of the times of such a callback. */
export const TIMES = {
	startedAt: '2025-01-15T10:30:00.000Z',
	finishedAt: '2025-01-15T10:30:01.500Z',
	durationMs: 1500,
	receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
};

export const itemsOf = ({ result }: Delivery) => result.workflowData?.[0]?.map(({ json }) => json);
export const started = (delivery: Delivery) => delivery.result.workflowData !== undefined;

const DAY_MS = 86_400_000;

/** A request with a callback token, as a Noxus node adds it to the URL of a trigger. */
export function tokenFor({
	workflowId = WORKFLOWS.echo as string,
	inMs = DAY_MS,
	key = KEYS.a as string,
} = {}) {
	const url = signCallbackUrl(`https://n8n.example.com${TRIGGER_PATH}`, {
		workflowId,
		expiresAtMs: Date.now() + inMs,
		secret: callbackSecretOf({ apiKey: key }),
	});
	return { query: { noxusToken: new URL(url).searchParams.get('noxusToken') } };
}
