import { ServerState } from '../http/serverState';
import type { Conversation } from './agents/conversation';
import { FileStore } from './files';
import type { Call } from './http/callLog';
import { KnowledgeBaseStore } from './knowledgeBases/store';
import type { CallbackDelivery } from './runs/callbackDelivery';
import type { SimulatedRun } from './runs/run';
import type { SettingsPatch, SimulatorSettings } from './settings';
import { defaultSettings, resetSettings } from './settingsDefaults';

/** A file fetched from the second host, to which a redirect led (row 14). */
export interface StorageCall {
	fileId: string;
	host: 'sameHost' | 'otherHost';
	/** An API key that arrives at another host has leaked. */
	hadApiKey: boolean;
}

/** Everything that one simulator knows. */
export class SimulatorState extends ServerState<Call> {
	readonly settings: SimulatorSettings = defaultSettings();
	readonly runs: SimulatedRun[] = [];
	readonly callbacks: CallbackDelivery[] = [];
	readonly storageCalls: StorageCall[] = [];
	readonly conversations: Conversation[] = [];
	readonly knowledgeBases = new KnowledgeBaseStore();
	readonly files = new FileStore();
	storageUrl = '';

	constructor(private readonly initialSettings: SettingsPatch) {
		super();
		resetSettings(this.settings, initialSettings);
	}

	findRun(id: string, workspaceId: string): SimulatedRun | null {
		const run = this.runs.find((candidate) => candidate.id === id.toLowerCase());
		return run?.workspaceId === workspaceId ? run : null;
	}

	/** Back to the start. */
	override reset(): void {
		super.reset();
		for (const list of [this.runs, this.callbacks, this.storageCalls, this.conversations]) {
			list.length = 0;
		}
		this.knowledgeBases.reset();
		this.files.clear();
		resetSettings(this.settings, this.initialSettings);
	}
}
