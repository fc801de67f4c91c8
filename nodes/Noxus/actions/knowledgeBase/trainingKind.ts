import type { JobKind } from '../../../../common/items/startedJobs';
import type { Run } from '../../api/run';
import { runKind } from '../../runKind';

/** Runs that train documents, as the jobs that an execution starts. */
export const trainingKind: JobKind<Run> = {
	...runKind,
	noun: 'training run',
	nouns: 'training runs',
	findAdvice: 'Check Knowledge Base: Get Documents',
};
