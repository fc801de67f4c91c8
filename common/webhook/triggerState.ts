import { sleep, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';
import pLimit, { type Limit } from 'p-limit';

import { newApiState, type ApiState } from '../http/apiClient';
import { KeptCredential } from '../http/keptCredential';
import { KeyedStates, PacedLines, RecentKeys } from '../util/boundedMaps';
import { RateBudget } from '../util/rateBudget';
import type { WebhookAnswer } from './answer';
import { Deliveries } from './deduplication';
import { KeyBatches } from './keyBatches';
import { recordProcessed } from './recordProcessed';

/** Callbacks of one trigger that are confirmed at a time: a flood of them must not flood the service. */
export const CONFIRMED_AT_ONCE = 20;

/**
 * Reads of the service for callbacks without a token, which anyone can send: of one trigger, and of
 * all triggers of this process with the same credential. Services allow dozens of requests in 10 s.
 */
const UNPROVEN_READS = { burst: 10, perSecond: 1 };
const UNPROVEN_READS_OF_CREDENTIAL = { burst: 20, perSecond: 1 };
const MAX_CREDENTIALS = 200;

/** Short: a job that the service does not know yet is known a moment later. */
const REFUSED_KEPT_MS = 5_000;
const MAX_REFUSED_KEPT = 10_000;

/** A flood of callbacks is no flood in n8n's log. */
const LINE_EVERY_MS = 60_000;
const MAX_LINE_KINDS = 50;

/** The one that had no callback for longest is forgotten first. */
const MAX_TRIGGERS = 200;

/** Short, so that a secret that was changed holds soon. */
const CREDENTIAL_KEPT_MS = 5_000;

const DELIVERY_LIMITS = {
	// As many as n8n's database remembers of a trigger; figures in docs/internals/benchmarks.md.
	maxKept: 2_000,
	maxWaitMs: 10_000,
	// n8n may hold an execution back for long if their number is limited.
	maxOpenMs: 600_000,
	now: () => Date.now(),
	wait: sleep,
};

/** What this process keeps for one trigger. */
export interface TriggerState {
	/** Shared by its callbacks: to read the credential takes n8n longer than the rest of a callback. */
	api: ApiState;
	deliveries: Deliveries<WebhookAnswer>;
	recording?: KeyBatches;
	confirming: Limit;
	/** What callbacks without a token may use up. */
	unprovenReads: RateBudget;
	/** Callbacks that wait for another check; these hold no place among those that are confirmed. */
	recheckingCount: number;
	/** Callbacks that the service has refused just now. */
	refused: RecentKeys;
	lines: PacedLines;
}

const states = new KeyedStates<TriggerState>(MAX_TRIGGERS, () => ({
	api: newApiState(new KeptCredential(CREDENTIAL_KEPT_MS)),
	deliveries: new Deliveries<WebhookAnswer>(DELIVERY_LIMITS),
	confirming: pLimit(CONFIRMED_AT_ONCE),
	unprovenReads: new RateBudget(UNPROVEN_READS),
	recheckingCount: 0,
	refused: new RecentKeys(REFUSED_KEPT_MS, MAX_REFUSED_KEPT),
	lines: new PacedLines(LINE_EVERY_MS, MAX_LINE_KINDS),
}));

const unprovenReadsByCredential = new KeyedStates(
	MAX_CREDENTIALS,
	() => new RateBudget(UNPROVEN_READS_OF_CREDENTIAL),
);

type TriggerContext = Pick<IExecuteFunctions | IWebhookFunctions, 'getWorkflow' | 'getNode'>;

/** The state of the trigger that a context belongs to; another one after its credential was changed. */
export function triggerState(context: TriggerContext): TriggerState {
	return states.of(triggerKey(context));
}

/** All that a read for a callback without a token uses up: of the trigger, and of its credentials. */
export function unprovenReadsOf(context: TriggerContext): RateBudget[] {
	const shared = credentialIdsOf(context).map((id) => unprovenReadsByCredential.of(id));
	return [triggerState(context).unprovenReads, ...shared];
}

/** The state of the trigger, if there is one in this process. */
export function findTriggerState(context: TriggerContext): TriggerState | undefined {
	return states.find(triggerKey(context));
}

/**
 * Whether n8n's own deduplication has seen none of the keys for this trigger, which are recorded with
 * it. Keys that come together are recorded together.
 */
export async function isNewToN8n(
	context: IExecuteFunctions,
	keys: readonly string[],
): Promise<boolean> {
	const state = triggerState(context);
	const record = async (batch: string[]) => await recordProcessed(context, batch, keys.length);
	const batches = (state.recording ??= new KeyBatches(record));
	const areNew = await Promise.all(keys.map(async (key) => await batches.isNew(key)));
	// It holds the context of one execution.
	if (batches.isIdle && state.recording === batches) state.recording = undefined;
	return areNew.every((isNew) => isNew);
}

/** Distinguishes a trigger, with its credentials, from all others. */
export function triggerKey(context: TriggerContext): string {
	return [context.getWorkflow().id, context.getNode().id, ...credentialIdsOf(context)].join(' ');
}

function credentialIdsOf(context: TriggerContext): string[] {
	const { credentials = {} } = context.getNode();
	return Object.values(credentials).map(({ id }) => String(id));
}
