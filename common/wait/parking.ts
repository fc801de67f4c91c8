import type { IExecuteFunctions } from 'n8n-workflow';

import { isReadAlong } from '../../nodes/Noxus/outputs/liveText';
import { isToolCall } from '../items/toolCall';
import { whyUnreachable } from './reachability';

/** Where the execution can be resumed, or why it cannot be parked. */
export type Parking = { resumeUrl: string } | { reason: string };

/** Finds out whether this execution can be parked. Never throws. */
export function findParking(context: IExecuteFunctions): Parking {
	if (isToolCall(context)) {
		return { reason: 'the agent that called this tool would not wait for it' };
	}
	// n8n ends the stream when it sets the execution aside.
	if (isReadAlong(context)) return { reason: 'somebody reads its text as it comes' };
	const resumeUrl = findResumeUrl(context);
	if (resumeUrl === undefined || !('putExecutionToWait' in context)) {
		return { reason: 'this n8n cannot set executions aside' };
	}
	// Since 2.14 the URL is signed; a parent got wrong data from a parked sub-workflow before 2.0.
	const isOldN8n = !new URL(resumeUrl).searchParams.has('signature');
	if (isOldN8n && context.getMode() === 'integrated') {
		return { reason: 'in this n8n a sub-workflow that was set aside does not give its data back' };
	}
	return { resumeUrl };
}

/** `getSignedResumeUrl` is another signature, which n8n takes from Send and Wait nodes only. */
function findResumeUrl(context: IExecuteFunctions): string | undefined {
	try {
		const url: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
		if (typeof url !== 'string' || !/^https?:/.test(url) || !URL.canParse(url)) return undefined;
		const ours = new URL(url);
		ours.pathname += `/${context.getNode().id}`;
		return ours.href;
	} catch {
		return undefined;
	}
}

/** What to tell the user before anything starts, where Noxus surely cannot reach the resume URL. */
export function unreachableHint(resumeUrl: string, baseUrl: string): string | undefined {
	const why = whyUnreachable(resumeUrl, baseUrl);
	if (why === undefined) return undefined;
	return `Noxus will probably not reach this n8n at ${new URL(resumeUrl).origin}: ${why}. The execution then stays set aside until Max Wait. Set WEBHOOK_URL (newer n8n: N8N_WEBHOOK_URL) to n8n's public address, or choose Keep Waiting.`;
}
