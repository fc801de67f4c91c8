/** The options that most users look for; the others follow them, each beside those of its subject. */
export const MOST_USED = [
	'maxWaitMinutes',
	'whenNotFinished',
	'downloadFiles',
	'maxConcurrentRuns',
	'workflowVersionId',
] as const;
