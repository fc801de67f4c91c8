/** The texts for requests about runs that Noukai refused. Pure. */

import type { RequestFailure } from '../../../../common/http/requestFailure';
import type { Advice } from '../../../../common/http/service';

/** `…/runs/{id}…` below a flow, and `/flow-runs/{id}…`. */
const ONE_RUN = /\/(runs|flow-runs)\/[^/]+/;
const LIST = /^\/flow-runs$/;
const ONE_STEP = /\/steps\/[^/]+\/trace$/;

/** The text for a request about runs that was refused; undefined for all others. */
export function traceAdvice({ path, statusCode, fields }: RequestFailure): Advice | undefined {
	if (!ONE_RUN.test(path) && !LIST.test(path)) return undefined;
	if (statusCode === 401 || statusCode === 403) return LIST.test(path) ? LIST_CLOSED : CLOSED;
	if (statusCode !== 404) return undefined;
	if (LIST.test(path)) return NO_LIST;
	if (fields?.code === 'RUN_NOT_FOUND') return NO_RUN;
	if (fields?.code === 'FLOW_NOT_FOUND') return undefined;
	return ONE_STEP.test(path) ? NO_STEP : NO_RUN_OR_CLOSED;
}

/** What to do without traces. */
const INSTEAD =
	'Read the trace in Noukai itself. Flow: Step Through also returns the output, tokens and cost of each step.';

const CLOSED: Advice = {
	message: 'The API key is not allowed to read the trace of this run',
	advice: `This Noukai may show traces only to logged-in users, or the run may belong to another project than the key. ${INSTEAD}`,
};

const LIST_CLOSED: Advice = {
	message: 'The API key is not allowed to list the runs of this flow',
	advice:
		'This Noukai may list runs only for logged-in users, or the flow may belong to another project than the key.',
};

const NO_LIST: Advice = {
	message: 'The runs of this flow ID were not found in Noukai',
	advice:
		'Check the Flow ID: it is the flowId returned by another operation, not the slug. If it is right, this Noukai may not list runs for API keys.',
};

const RUN_ID =
	'Check the Run ID: it is the executionId returned by another operation, or the runId returned by Run: Get Many. Fill in Flow, because some Noukai servers find the trace only with it.';

const NO_RUN: Advice = { message: 'This run was not found in Noukai', advice: RUN_ID };

const NO_RUN_OR_CLOSED: Advice = {
	message: 'This run was not found in Noukai, or the API key cannot read traces',
	advice: `${RUN_ID} If both are right, this Noukai may not show traces to API keys. ${INSTEAD}`,
};

const NO_STEP: Advice = {
	message: 'This step was not found in the run',
	advice:
		'Check Run ID, Step ID, Attempt Number and Loop Index. Run: Get Trace returns the steps of a run.',
};
