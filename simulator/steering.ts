import type { Services } from './http/context';
import type { CallbackDelivery } from './runs/callbackSender';
import type { SimulatedRun } from './runs/run';

const DEFAULT_ANSWER = 'A person said yes';

/** A person answers a run that asks (contract 9). Throws if it does not ask. */
export function answerRun({ engine }: Services, runId: string, answer = DEFAULT_ANSWER): void {
	if (!engine.answer(runId, answer)) throw new Error(`Run ${runId} does not await an answer`);
}

/** Posts a callback now, whatever the run's state: a second one, an early one, a false one. */
export async function postCallback(
	{ state, callbacks }: Services,
	runId: string,
	overrides: Record<string, unknown> = {},
	url?: string,
): Promise<CallbackDelivery> {
	const run = existingRun(state.runs, runId);
	const target = url ?? run.callbackUrl;
	if (target === null) throw new Error(`Run ${runId} has no callback_url, so give a url`);
	const body = { ...callbacks.bodyOf(run), ...overrides };
	return await callbacks.post({ runId, url: target, body, delivery: 1, attempt: 1 });
}

/** Back to the start: runs, calls, files, faults and settings. */
export function resetAll({ state, engine, callbacks }: Services): void {
	engine.forgetQuestions();
	callbacks.forget();
	state.reset();
}

function existingRun(runs: readonly SimulatedRun[], runId: string): SimulatedRun {
	const run = runs.find(({ id }) => id === runId);
	if (run === undefined) throw new Error(`There is no run ${runId}`);
	return run;
}
