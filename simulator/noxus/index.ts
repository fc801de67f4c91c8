import type { Fault } from '../http/faults';
import { HOST } from '../http/server';
import type { Conversation } from './agents/conversation';
import { TurnEngine } from './agents/turns';
import type { StoredFile } from './files';
import type { Call } from './http/callLog';
import type { Services } from './http/context';
import { buildServer, buildStorageServer } from './http/server';
import type { KnowledgeBase } from './knowledgeBases/knowledgeBase';
import type { CallbackDelivery } from './runs/callbackDelivery';
import { CallbackSender } from './runs/callbackSender';
import { RunEngine } from './runs/engine';
import type { SimulatedRun } from './runs/run';
import type { SettingsPatch, SimulatorSettings } from './settings';
import { SimulatorState, type StorageCall } from './state';
import {
	addFile,
	answerRun,
	hurryRun,
	hurryTurn,
	postCallback,
	resetAll,
	type NewFile,
} from './steering';

export { AGENTS } from './agents/ids';
export { KNOWLEDGE_BASES } from './knowledgeBases/ids';
export { generatedContent, sha256Of } from './fileContent';
export { KEYS, WORKSPACES } from './identities';
export { nodeIdOf, TWIN_NODE_IDS, VERSIONS, WORKFLOWS } from './workflows/ids';
export { defaultSettings, SSE_STARLETTE } from './settingsDefaults';
export type { Call, CallbackDelivery, Conversation, Fault, NewFile, SettingsPatch, SimulatedRun };
export type { SimulatorSettings, StorageCall, StoredFile };

/** How long a run or a turn takes that a test is to end by hurrying it: longer than any test. */
export const UNTIL_HURRIED_MS = 3_600_000;

/** A Noxus that runs on this machine. */
export interface Simulator {
	url: string;
	port: number;
	/** Change these at any time; they hold from the next call or run on. */
	settings: SimulatorSettings;
	runs: readonly SimulatedRun[];
	calls: readonly Call[];
	callbacks: readonly CallbackDelivery[];
	/** Downloads that followed a redirect, and whether the key came along. */
	storageCalls: readonly StorageCall[];
	/** With the messages that each of them received; deleted ones as well. */
	conversations: readonly Conversation[];
	knowledgeBases: readonly KnowledgeBase[];
	files: ReadonlyMap<string, StoredFile>;
	/** Puts a file in place without an upload, of any size: one given by its size is made as it is read. */
	addFile(file: NewFile): StoredFile;
	addFault(fault: Fault): void;
	/** Lets go of what `hold` keeps, too. */
	clearFaults(): void;
	/** A person answers a run of `askHuman`, or the event comes that a run of `awaitEvent` awaits. */
	answerRun(runId: string, answer?: string): void;
	/**
	 * What a run is busy with is done at once, the queue of a queued run too: for tests that must not
	 * depend on how fast a machine is.
	 */
	hurryRun(runId: string): void;
	/** What the turn of a conversation is busy with is done at once. */
	hurryTurn(conversationId: string): void;
	/** Posts a callback now, to `url` or the run's own. */
	postCallback(
		runId: string,
		overrides?: Record<string, unknown>,
		url?: string,
	): Promise<CallbackDelivery>;
	/** Runs, calls, files, faults and settings back to the start. */
	reset(): void;
	/** Ends at once, also with streams open and runs in flight. Records stay, big files do not. */
	close(): Promise<void>;
}

/** Starts a simulator on a free port, or on the given one. */
export async function startSimulator(
	options: { port?: number; settings?: SettingsPatch } = {},
): Promise<Simulator> {
	const state = new SimulatorState(options.settings ?? {});
	const callbacks = new CallbackSender(state);
	const engine = new RunEngine(state, callbacks);
	const services: Services = { state, callbacks, engine, turns: new TurnEngine(state) };
	const server = buildServer(services);
	const storage = buildStorageServer(services);
	state.storageUrl = await storage.listen({ host: HOST, port: 0 });
	try {
		state.baseUrl = await server.listen({ host: HOST, port: options.port ?? 0 });
	} catch (error) {
		await Promise.all([server.close(), storage.close(), callbacks.close()]);
		throw error;
	}
	return {
		url: state.baseUrl,
		port: Number(new URL(state.baseUrl).port),
		settings: state.settings,
		runs: state.runs,
		calls: state.calls,
		callbacks: state.callbacks,
		storageCalls: state.storageCalls,
		conversations: state.conversations,
		knowledgeBases: state.knowledgeBases.all,
		files: state.files.byId,
		addFile: (file) => addFile(services, file),
		addFault: (fault) => state.faults.add(fault),
		clearFaults: () => state.faults.clear(),
		answerRun: (runId, answer) => answerRun(services, runId, answer),
		hurryRun: (runId) => hurryRun(services, runId),
		hurryTurn: (conversationId) => hurryTurn(services, conversationId),
		postCallback: async (...given) => await postCallback(services, ...given),
		reset: () => resetAll(services),
		close: async () => {
			state.halt();
			await Promise.all([server.close(), storage.close(), callbacks.close()]);
			state.files.close();
		},
	};
}
