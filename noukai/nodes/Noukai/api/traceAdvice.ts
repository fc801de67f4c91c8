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
	'Read the trace in Noukai itself. The items of Flow: Step Through have the output, the tokens and the cost of each step, too.';

const CLOSED: Advice = {
	message: 'This Noukai does not open the trace of this run to the API key',
	advice: `Either it opens traces to people who are logged in and not to API keys, or the run belongs to a project that the key is not of. ${INSTEAD}`,
};

const LIST_CLOSED: Advice = {
	message: 'This Noukai does not list the runs of this flow to the API key',
	advice:
		'Either it lists runs to people who are logged in and not to API keys, or the flow belongs to a project that the key is not of.',
};

const NO_LIST: Advice = {
	message: 'This Noukai has no list of runs for this flow ID',
	advice:
		'Check the Flow ID: it is the flowId of an item, and not the slug. If it is right, this Noukai does not list runs to API keys.',
};

const RUN_ID =
	'Check the Run ID: it is the executionId of an item, or the runId of Run: Get Many. With the field Flow, the trace is also searched for at the path of the flow.';

const NO_RUN: Advice = { message: 'Noukai does not know this run', advice: RUN_ID };

const NO_RUN_OR_CLOSED: Advice = {
	message: 'Noukai does not know this run, or does not open traces to API keys',
	advice: `${RUN_ID} If it is right, this Noukai does not open traces to API keys. ${INSTEAD}`,
};

const NO_STEP: Advice = {
	message: 'Noukai does not know this step of the run',
	advice:
		'Check Run ID and Step ID, and that there is such an attempt and loop index: Run: Get Trace shows the steps of a run.',
};
