import { NodeApiError } from 'n8n-workflow';

import { asObject, textOrUndefined } from '../../../../common/util/json';
import type { ParkedJobKind } from '../../../../common/wait/parkedJobKind';
import { getJob, type FlowJob, type JobRef } from '../api/jobs';
import { either } from '../api/toolCalls';
import { isFinal, jobKind } from '../executionKind';
import type { OutputMode } from '../fields/output';
import { goneJob, resumedJob } from '../outputs/endedJob';

/** A job that a parked execution waits for, and how its result is to be returned. */
export interface ParkedFlowJob extends JobRef {
	mode: OutputMode;
}

/** Noukai waits 20 s for the answer to a callback; an API that is unreachable must not use that up. */
const LIMITS = { timeoutMs: 8_000, maxAttempts: 2 };

/** The events of which Noukai calls back; each of them is an end (docs.noukai.xyz, Webhooks). */
const ENDING_EVENTS = new Set<unknown>([undefined, 'flow.completed', 'flow.failed']);

/** Jobs, as what a parked execution waits for. */
export const parkedJobs: ParkedJobKind<ParkedFlowJob, FlowJob> = {
	noun: jobKind.noun,
	nouns: jobKind.nouns,
	idOf: ({ id }) => id,
	endedIdIn,
	read: async (client, ref) => await getJob(client, ref, LIMITS),
	isFinal: ({ status }) => isFinal(status),
	toItem: async ({ node }, ref, job) =>
		job instanceof NodeApiError ? goneJob(node, job, ref) : resumedJob(node, job, ref.mode),
};

/** The body of a callback is not documented: its fields may be in `data`, and in either casing. */
function endedIdIn(body: unknown): string | undefined {
	const outer = asObject(body) ?? {};
	const inner = asObject(outer.data) ?? outer;
	if (!ENDING_EVENTS.has(outer.event ?? undefined)) return undefined;
	return textOrUndefined(either(outer, 'executionId') ?? either(inner, 'executionId'));
}
