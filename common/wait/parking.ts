import type { IExecuteFunctions } from 'n8n-workflow';

import { isStreamed } from '../items/liveText';
import { isToolCall } from '../items/toolCall';
import { asObject } from '../util/json';
import { whyUnreachable } from './reachability';
import { resumeUrlOf } from './resumeWebhook';

/** Where the execution can be resumed, or why it cannot be parked. */
export type Parking = { resumeUrl: string } | { reason: string };

/** Finds out whether this execution can be parked. Never throws. */
export function findParking(context: IExecuteFunctions): Parking {
	if (isToolCall(context)) {
		return { reason: 'AI agents do not wait for a paused tool' };
	}
	// n8n ends the stream when it parks the execution.
	if (isStreamed(context)) return { reason: 'the response is streamed to the caller' };
	const resumeUrl = findResumeUrl(context);
	if (resumeUrl === undefined || !('putExecutionToWait' in context)) {
		return { reason: 'this version of n8n cannot pause executions' };
	}
	// Since 2.14 the URL is signed; a parent got wrong data from a parked sub-workflow before 2.0.
	const isOldN8n = !new URL(resumeUrl).searchParams.has('signature');
	if (isOldN8n && context.getMode() === 'integrated') {
		return { reason: 'in this version of n8n, a paused sub-workflow does not return its data' };
	}
	return { resumeUrl };
}

/** `getSignedResumeUrl` is another signature, which n8n accepts from Send and Wait nodes only. */
function findResumeUrl(context: IExecuteFunctions): string | undefined {
	const url = urlFromProxy(context) ?? urlByExpression(context);
	if (typeof url !== 'string' || !/^https?:/.test(url) || !URL.canParse(url)) return undefined;
	return resumeUrlOf(url, context.getNode().id);
}

/** Without an expression, which would take a sandbox. */
function urlFromProxy(context: IExecuteFunctions): unknown {
	try {
		return asObject(context.getWorkflowDataProxy(0).$execution)?.resumeUrl;
	} catch {
		return undefined;
	}
}

function urlByExpression(context: IExecuteFunctions): unknown {
	try {
		return context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	} catch {
		return undefined;
	}
}

/** What to show the user before anything starts, if the service surely cannot reach the resume URL. */
export function unreachableHint(
	serviceName: string,
	resumeUrl: string,
	baseUrl: string,
): string | undefined {
	const why = whyUnreachable(resumeUrl, baseUrl);
	if (why === undefined) return undefined;
	return `${serviceName} probably cannot reach this n8n at ${new URL(resumeUrl).origin}: ${why}. The execution would then stay paused until Max Wait. Set WEBHOOK_URL (newer n8n: N8N_WEBHOOK_URL) to the public address of n8n, or set While Waiting to Keep Execution Running.`;
}

/**
 * What to show the user when a sub-workflow is parked. If its parent calls it once for each item, n8n
 * continues the parent with the items of one call (seen on n8n 2.41, with n8n's own Wait node, too).
 * Nothing that a node can read says how the parent calls.
 */
export function subWorkflowHint(context: IExecuteFunctions): string | undefined {
	if (context.getMode() !== 'integrated') return undefined;
	return 'This sub-workflow is paused. If the Execute Sub-workflow node runs it once for each item, n8n returns the items of one call only. Set Mode there to Run Once with All Items, or set While Waiting to Keep Execution Running here.';
}
