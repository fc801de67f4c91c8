/** The texts for requests that Noukai refused. Pure. */

import type { RequestFailure } from '../../../../common/http/requestFailure';
import type { Advice } from '../../../../common/http/service';

/** Paths whose answer comes when the flow has run. */
const RUNS_FLOW = /\/(execute|step)$/;

/** The path of one job. */
const ONE_JOB = /\/jobs\/[^/]+$/;

/** What Noukai, a proxy or n8n ends a long request with. */
const OVER = /^(408|504)$|ABORTED|TIMEDOUT/;

/** The text for a failed request; undefined for one that is no different at other services. */
export function adviceFor(failure: RequestFailure): Advice | undefined {
	const { path, statusCode = 0, networkCode, isForeign, fields } = failure;
	const end = networkCode ?? String(statusCode);
	if (RUNS_FLOW.test(path) && OVER.test(end))
		return { ...TOO_LONG, message: withEnd(TOO_LONG, end) };
	if (networkCode !== undefined || isForeign) return undefined;
	const ofStatus = statusCode === 404 && ONE_JOB.test(path) ? NO_JOB : STATUS_ADVICE[statusCode];
	const advice = CODE_ADVICE[fields?.code ?? ''] ?? ofStatus;
	return advice && { ...advice, message: withEnd(advice, end) };
}

const withEnd = ({ message }: Advice, end: string) => `${message} [${end}]`;

const TOO_LONG: Advice = {
	message: 'The flow did not finish in the time of one request',
	advice:
		'Raise the option Timeout, or run the flow as a job if it takes longer than some minutes.',
};

const NOT_FOUND: Advice = {
	message: 'Noukai does not know this flow',
	advice:
		'Check the slugs of organization, project and flow, the version, and that the API key belongs to this project: a key reaches the flows of one project.',
};

const NO_JOB: Advice = {
	message: 'Noukai does not know this job',
	advice:
		'Check the Execution ID and the Flow. It must be the ID of a job: what Flow: Execute has run is no job.',
};

const NO_CREDITS: Advice = {
	message: 'The organization has not enough Noukai credits',
	advice: 'Add credits in Noukai, or have the flow use a key of your own for its models.',
};

const TOO_LARGE: Advice = {
	message: 'The input is too large for Noukai',
	advice: 'Messages may have 1 MB. Send fewer or shorter ones, and let tools return less.',
};

/** By error code (noukai-python-sdk, _constants.py, ServerErrorCode). */
const CODE_ADVICE: Partial<Record<string, Advice>> = {
	FLOW_NOT_FOUND: NOT_FOUND,
	JOB_NOT_FOUND: NO_JOB,
	RUN_NOT_FOUND: {
		message: 'Noukai does not know this run',
		advice: 'Check the execution ID and the flow that it belongs to.',
	},
	INSUFFICIENT_CREDITS: NO_CREDITS,
	CREDITS_EXHAUSTED: NO_CREDITS,
	MESSAGES_TOO_LARGE: TOO_LARGE,
	INVALID_VERSION: {
		message: 'Noukai cannot do this with the chosen version',
		advice: 'The draft of a flow cannot be stepped through. Choose Production or a number.',
	},
	MODEL_MIME_INCOMPATIBLE: {
		message: 'A model of the flow does not read these attachments',
		advice: 'Choose a model with vision in Noukai, or leave the attachments out.',
	},
	TOOLS_NOT_ENABLED: {
		message: 'No block of this flow may call tools',
		advice: 'Turn tools on for the block in Noukai, or set Tool Calls to None.',
	},
	TOOLS_IN_NON_SEQUENTIAL_STEP: {
		message: 'A block inside of a loop or branch cannot call tools',
		advice: 'Move the block out of it in Noukai, or set Tool Calls to None.',
	},
	TOOLS_REQUIRE_SYNC_EXECUTE: {
		message: 'A job cannot call tools',
		advice: 'Use Flow: Execute, or turn tools off for the blocks of the flow in Noukai.',
	},
	TOOL_ITERATION_LIMIT: {
		message: 'The flow asked for tools more often than Noukai allows',
		advice: 'Check what the tools return: the model may ask again because it cannot use it.',
	},
	TOOL_RESULTS_MISMATCH: {
		message: 'The results do not fit the tool calls',
		advice: 'Give one result for each of the tool calls, under its ID.',
	},
	EXECUTION_ID_INVALID: {
		message: 'Noukai cannot continue this execution',
		advice:
			'It may have ended, or belong to another flow. To run a step of it again, run the flow anew and stop before that step with the option Max Steps.',
	},
	STALE_TREE: {
		message: 'The flow was changed while this ran',
		advice: 'Begin again with the flow as it is now.',
	},
	BYOK_KEY_REJECTED: {
		message: "The provider of a model rejected the organization's own key",
		advice: 'Check the key of the model provider in the settings of Noukai.',
	},
};

const STATUS_ADVICE: Partial<Record<number, Advice>> = {
	402: NO_CREDITS,
	403: {
		message: 'The API key is not allowed to do this',
		advice: 'The flow may be private, or belong to a project that the key is not of.',
	},
	404: NOT_FOUND,
	413: TOO_LARGE,
	429: {
		message: 'Noukai asks to slow down, also after several attempts',
		advice:
			'Either there were too many requests, or too many flows ran at the same time. Lower the option Max Concurrent Flows, or try again later.',
	},
};
