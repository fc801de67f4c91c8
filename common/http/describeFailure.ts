import { adviceFor } from './advice';
import type { RequestFailure } from './errors';
import { surelyDidNothing } from './retry';

/** What happened and what to do, for the person who reads it in n8n. */
export function describeFailure(failure: RequestFailure): { message: string; description: string } {
	const { message, advice } = adviceFor(failure);
	const facts = [
		advice,
		mayHaveStarted(failure) &&
			'A run may have started all the same: look at the runs of the workflow, with Run: Get Many or in Noxus, before you start it again.',
		failure.detail && `Noxus said: ${failure.detail}`,
		`Request: ${failure.method} ${failure.path}`,
		failure.requestId && `Noxus request ID: ${failure.requestId}`,
	];
	const told = facts.filter((fact): fact is string => Boolean(fact));
	return { message, description: told.map(asSentence).join('\n') };
}

/** n8n's panel shows line breaks as spaces: without a full stop, one fact would run into the next. */
function asSentence(fact: string): string {
	return /[.!?…)]$/.test(fact) ? fact : `${fact}.`;
}

/** Whether nobody knows if the request has started a run. */
export function mayHaveStarted(failure: RequestFailure): boolean {
	return failure.rule === 'create' && /\/runs/.test(failure.path) && !surelyDidNothing(failure);
}
