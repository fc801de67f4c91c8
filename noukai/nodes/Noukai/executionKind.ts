import type { Job, JobKind } from '../../../common/items/startedJobs';

/** The statuses after which an execution changes no more (contract of the SDKs, and `cancelled` of sessions). */
const FINAL = new Set<unknown>(['completed', 'failed', 'cancelled']);

/** Whether an execution with this status has ended. */
export function isFinal(status: unknown): boolean {
	return FINAL.has(status);
}

/** Executions of flows, as what a node execution starts. Noukai has no way to stop them. */
export const executionKind: JobKind<Job> = {
	noun: 'flow execution',
	nouns: 'flow executions',
	findAdvice: 'Check the runs of the flow in Noukai',
	idField: 'executionId',
	isFinal,
	afterStop: 'Noukai cannot stop running jobs, so they continue.',
};

/** Jobs, as what a node execution starts. */
export const jobKind: JobKind<Job> = { ...executionKind, noun: 'job', nouns: 'jobs' };
