import { generatedContent, inMemory } from './fileContent';
import type { StoredFile } from './files';
import type { Services } from './http/context';
import { WORKSPACES } from './identities';
import type { CallbackDelivery } from './runs/callbackDelivery';
import type { SimulatedRun } from './runs/run';

/** A file that a test puts in place: these bytes, or a generated text of this size. */
export type NewFile = { filename: string; contentType: string } & (
	| { bytes: Buffer }
	| { sizeBytes: number }
);

const DEFAULT_ANSWER = 'A person said yes';

/** A person answers a run that asks (contract 9). Throws if it does not ask. */
export function answerRun({ engine }: Services, runId: string, answer = DEFAULT_ANSWER): void {
	if (!engine.answer(runId, answer)) throw new Error(`Run ${runId} does not await an answer`);
}

/** A run continues at once, as if the time that it takes had passed. Throws if it is not busy. */
export function hurryRun({ engine }: Services, runId: string): void {
	if (!engine.hurry(runId)) throw new Error(`Run ${runId} is not busy`);
}

/** The turn of a conversation continues at once. Throws if there is none that takes time. */
export function hurryTurn({ turns }: Services, conversationId: string): void {
	if (!turns.hurry(conversationId)) throw new Error(`Conversation ${conversationId} is not busy`);
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

/** Stores a file in workspace A without an upload. */
export function addFile({ state }: Services, file: NewFile): StoredFile {
	const { filename, contentType } = file;
	const origin = { workspaceId: WORKSPACES.a, source: 'upload' as const, sourceUrl: null };
	const content = 'bytes' in file ? inMemory(file.bytes) : generatedContent(file.sizeBytes);
	return state.files.add({ filename, contentType, ...origin }, content);
}

/** Back to the start: runs, calls, files, faults and settings. */
export function resetAll({ state, engine, callbacks, turns }: Services): void {
	engine.forget();
	turns.forget();
	callbacks.forget();
	state.reset();
}

function existingRun(runs: readonly SimulatedRun[], runId: string): SimulatedRun {
	const run = runs.find(({ id }) => id === runId);
	if (run === undefined) throw new Error(`There is no run ${runId}`);
	return run;
}
