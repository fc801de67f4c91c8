import { FileStore } from './files';
import type { Call } from './http/callLog';
import { FaultList } from './http/faults';
import { RateLimiter } from './http/rateLimiter';
import type { CallbackDelivery } from './runs/callbackDelivery';
import type { SimulatedRun } from './runs/run';
import type { SettingsPatch, SimulatorSettings } from './settings';
import { defaultSettings, resetSettings } from './settingsDefaults';
import { Timers } from './timers';

/** A file fetched from the second host, to which a redirect led (row 14). */
export interface StorageCall {
	fileId: string;
	host: 'sameHost' | 'otherHost';
	/** An API key that arrives at another host has leaked. */
	hadApiKey: boolean;
}

/** Everything that one simulator knows. */
export class SimulatorState {
	readonly settings: SimulatorSettings = defaultSettings();
	readonly runs: SimulatedRun[] = [];
	readonly calls: Call[] = [];
	readonly callbacks: CallbackDelivery[] = [];
	readonly storageCalls: StorageCall[] = [];
	readonly files = new FileStore();
	readonly faults = new FaultList();
	readonly rateLimiter = new RateLimiter();
	readonly timers = new Timers();
	baseUrl = '';
	storageUrl = '';
	private epoch = new AbortController();

	constructor(private readonly initialSettings: SettingsPatch) {
		resetSettings(this.settings, initialSettings);
	}

	/** Aborts at the next reset, and at the end. */
	get epochSignal(): AbortSignal {
		return this.epoch.signal;
	}

	findRun(id: string, workspaceId: string): SimulatedRun | null {
		const run = this.runs.find((candidate) => candidate.id === id.toLowerCase());
		return run?.workspaceId === workspaceId ? run : null;
	}

	/** Ends open streams and freezes runs in flight where they are. */
	halt(): void {
		this.epoch.abort();
		this.epoch = new AbortController();
		this.timers.clear();
	}

	/** Back to the start. */
	reset(): void {
		this.halt();
		for (const list of [this.runs, this.calls, this.callbacks, this.storageCalls]) {
			list.length = 0;
		}
		this.files.clear();
		this.faults.clear();
		this.rateLimiter.clear();
		resetSettings(this.settings, this.initialSettings);
	}
}
