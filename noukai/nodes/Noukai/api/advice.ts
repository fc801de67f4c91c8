/** The texts for requests that Noukai refused. Pure. */

import type { RequestFailure } from '../../../../common/http/requestFailure';
import type { Advice } from '../../../../common/http/service';
import { sessionAdvice } from './sessionAdvice';
import { traceAdvice } from './traceAdvice';

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
	const advice =
		traceAdvice(failure) ?? sessionAdvice(failure) ?? CODE_ADVICE[fields?.code ?? ''] ?? ofStatus;
	return advice && { ...advice, message: withEnd(advice, end) };
}

const withEnd = ({ message }: Advice, end: string) => `${message} [${end}]`;

const TOO_LONG: Advice = {
	message: 'The flow did not finish within one request',
	advice:
		'Increase the option Timeout, or use Flow: Execute as Job and Wait if the flow takes more than a few minutes.',
};

const NOT_FOUND: Advice = {
	message: 'This flow was not found in Noukai',
	advice:
		'Check the slugs of organization, project and flow, the version, and that the API key is for this project.',
};

const NO_JOB: Advice = {
	message: 'This job was not found in Noukai',
	advice:
		'Check the Execution ID and the Flow. It must be the ID of a job, and not of a run of Flow: Execute.',
};

const NO_CREDITS: Advice = {
	message: 'The organization does not have enough Noukai credits',
	advice: 'Add credits in Noukai, or use your own model provider key for the flow.',
};

const TOO_LARGE: Advice = {
	message: 'The input is too large for Noukai',
	advice: 'Messages can have up to 1 MB. Send fewer or shorter messages, or let tools return less.',
};

/** By error code (noukai-python-sdk, _constants.py, ServerErrorCode). */
const CODE_ADVICE: Partial<Record<string, Advice>> = {
	FLOW_NOT_FOUND: NOT_FOUND,
	JOB_NOT_FOUND: NO_JOB,
	INSUFFICIENT_CREDITS: NO_CREDITS,
	CREDITS_EXHAUSTED: NO_CREDITS,
	MESSAGES_TOO_LARGE: TOO_LARGE,
	INVALID_VERSION: {
		message: 'Noukai cannot do this with the selected version',
		advice: 'Drafts cannot be stepped through. Set Version to Production or Number.',
	},
	MODEL_MIME_INCOMPATIBLE: {
		message: 'A model of the flow does not support these attachments',
		advice: 'Select a model with vision in Noukai, or remove the attachments.',
	},
	TOOLS_NOT_ENABLED: {
		message: 'No block of this flow may call tools',
		advice: 'Turn tools on for the block in Noukai, or set Tool Calls to None.',
	},
	TOOLS_IN_NON_SEQUENTIAL_STEP: {
		message: 'A block inside a loop or branch cannot call tools',
		advice: 'Move the block out of it in Noukai, or set Tool Calls to None.',
	},
	TOOLS_REQUIRE_SYNC_EXECUTE: {
		message: 'A job cannot call tools',
		advice: 'Use Flow: Execute, or turn tools off for the blocks of the flow in Noukai.',
	},
	TOOL_ITERATION_LIMIT: {
		message: 'The flow called tools more often than Noukai allows',
		advice:
			'Check what the tools return. The model may call them again because it cannot use the results.',
	},
	TOOL_RESULTS_MISMATCH: {
		message: 'The results do not match the tool calls',
		advice: 'Enter one result for each tool call, with its ID.',
	},
	EXECUTION_ID_INVALID: {
		message: 'Noukai cannot continue this execution',
		advice:
			'It may have finished, or belong to another flow. To repeat one of its steps, run the flow again and stop before that step with the option Max Steps.',
	},
	STALE_TREE: {
		message: 'The flow was changed while this ran',
		advice: 'Start again with the current flow.',
	},
	BYOK_KEY_REJECTED: {
		message: 'A model provider rejected the key of your organization',
		advice: 'Check the model provider key in the settings of Noukai.',
	},
};

const STATUS_ADVICE: Partial<Record<number, Advice>> = {
	402: NO_CREDITS,
	403: {
		message: 'The API key is not allowed to do this',
		advice: 'The flow may be private, or belong to another project than the key.',
	},
	404: NOT_FOUND,
	413: TOO_LARGE,
	429: {
		message: 'Noukai rate limit exceeded, even after several attempts',
		advice:
			'There were too many requests, or too many flows in parallel. Lower the option Max Concurrent Flows, or try again later.',
	},
};
