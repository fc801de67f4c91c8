import type { Fault } from '../http/faults';
import { HOST } from '../http/server';
import type { Call } from './http/callLog';
import type { Services } from './http/context';
import { API_PREFIX } from './http/gate';
import { buildServer } from './http/server';
import type { KeyName } from './identities';
import type { Execution } from './runs/execution';
import type { NoukaiSettings, NoukaiSettingsPatch } from './settings';
import { NoukaiState } from './state';
import { hurryExecution, postWebhook, type WebhookChanges } from './steering';
import type { Delivery } from './webhooks/delivery';
import { WebhookSender } from './webhooks/sender';

export { flowIdOf } from './flows/catalog';
export { FLOWS, REFUSED_STATUSES, type FlowName } from './flows/names';
export { KEYS, ORGANIZATIONS, PROJECTS } from './identities';
export { defaultSettings } from './settingsDefaults';
export { WEBHOOK_SECRET } from './webhooks/secrets';
export type { Call, Delivery, Execution, Fault, KeyName };
export type { NoukaiSettings, NoukaiSettingsPatch, WebhookChanges };

/** How long something takes that a test is to end by `hurry`: longer than any test. */
export const UNTIL_HURRIED_MS = 3_600_000;

/** A Noukai that runs on this machine. */
export interface NoukaiSimulator {
	/** With `/api/v1`, as the credential has it. */
	url: string;
	/** Without a path. */
	origin: string;
	port: number;
	/** Change these at any time; they hold from the next call or execution on. */
	settings: NoukaiSettings;
	executions: readonly Execution[];
	calls: readonly Call[];
	/** Webhooks, each with its attempts. */
	deliveries: readonly Delivery[];
	addFault(fault: Fault): void;
	/** Lets go of what `hold` keeps, too. */
	clearFaults(): void;
	/** The key no longer works, as after its revocation. */
	revokeKey(name: KeyName): void;
	/**
	 * What an execution is busy with is done at once, the queue of a job too: for tests that must not
	 * depend on how fast a machine is. Throws if it is not busy.
	 */
	hurry(executionId: string): void;
	/** Posts a webhook now, to `url` or the job's own. Resolves after its last attempt. */
	postWebhook(executionId: string, changes?: WebhookChanges): Promise<Delivery>;
	/** A new webhook secret of acme, or the given one; the one before signs as `v2` for a while. */
	rotateSecret(secret?: string): string;
	/** acme has no webhook secret. */
	removeSecret(): void;
	/** Executions, calls, deliveries, secrets, faults and settings back to the start. */
	reset(): void;
	/** Ends at once, also with streams open and executions in flight. Records stay. */
	close(): Promise<void>;
}

/** Starts a Noukai simulator on a free port, or on the given one. */
export async function startNoukai(
	options: { port?: number; settings?: NoukaiSettingsPatch } = {},
): Promise<NoukaiSimulator> {
	const state = new NoukaiState(options.settings ?? {});
	const services: Services = { state, webhooks: new WebhookSender(state) };
	const server = buildServer(services);
	const close = async () => {
		state.halt();
		await Promise.all([server.close(), services.webhooks.close()]);
	};
	try {
		state.baseUrl = await server.listen({ host: HOST, port: options.port ?? 0 });
	} catch (error) {
		await close();
		throw error;
	}
	return {
		url: `${state.baseUrl}${API_PREFIX}`,
		origin: state.baseUrl,
		port: Number(new URL(state.baseUrl).port),
		settings: state.settings,
		executions: state.executions,
		calls: state.calls,
		deliveries: state.deliveries,
		addFault: (fault) => state.faults.add(fault),
		clearFaults: () => state.faults.clear(),
		revokeKey: (name) => state.revokedKeys.add(name),
		hurry: (executionId) => hurryExecution(services, executionId),
		postWebhook: async (...given) => await postWebhook(services, ...given),
		rotateSecret: (secret) => state.secrets.rotate('acme', secret),
		removeSecret: () => state.secrets.remove('acme'),
		reset: () => state.reset(),
		close,
	};
}
