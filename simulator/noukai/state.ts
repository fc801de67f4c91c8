import { ServerState } from '../http/serverState';
import type { Call } from './http/callLog';
import type { KeyName } from './identities';
import type { Execution } from './runs/execution';
import type { NoukaiSettings, NoukaiSettingsPatch } from './settings';
import { defaultSettings, resetSettings } from './settingsDefaults';
import type { Delivery } from './webhooks/delivery';
import { SecretStore } from './webhooks/secrets';

/** Everything that one simulator knows. */
export class NoukaiState extends ServerState<Call> {
	readonly settings: NoukaiSettings = defaultSettings();
	readonly executions: Execution[] = [];
	readonly deliveries: Delivery[] = [];
	readonly secrets = new SecretStore();
	/** Keys that no longer work. */
	readonly revokedKeys = new Set<KeyName>();

	constructor(private readonly initialSettings: NoukaiSettingsPatch) {
		super();
		resetSettings(this.settings, initialSettings);
	}

	/** Executions of a key that run at this moment, or wait in the queue. */
	countBusy(keyName: KeyName): number {
		return this.executions.filter(
			({ start, busyCount, status }) =>
				start.keyName === keyName && (busyCount > 0 || status === 'pending'),
		).length;
	}

	/** Back to the start. */
	override reset(): void {
		super.reset();
		this.executions.length = 0;
		this.deliveries.length = 0;
		this.secrets.reset();
		this.revokedKeys.clear();
		resetSettings(this.settings, this.initialSettings);
	}
}
