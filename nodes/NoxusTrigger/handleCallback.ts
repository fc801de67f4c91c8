import type { IWebhookFunctions } from 'n8n-workflow';

import { toText } from '../Noxus/inputs/parameters';
import { toRunItem } from '../Noxus/outputs/runItem';
import type { Run } from '../Noxus/transport/run';
import type { WebhookAnswer } from '../Noxus/webhookAnswer';
import { parseCallback } from './callback';
import { Deliveries } from './dedup';
import { verifyCallback } from './verify';

/** A few MB of memory at the most. */
const MAX_DELIVERIES_KEPT = 10_000;

const deliveries = new Deliveries<WebhookAnswer>(MAX_DELIVERIES_KEPT);

/** Decides what becomes of one POST to the trigger's URL. Everything that is no callback is turned away. */
export async function handleCallback(context: IWebhookFunctions): Promise<WebhookAnswer> {
	const claimed = parseCallback(context.getBodyData());
	if (claimed === undefined) {
		return {
			statusCode: 400,
			body: {
				received: false,
				reason: 'This is not a Noxus callback: run_id, workflow_id and a final status are needed.',
			},
		};
	}
	const filteredBy = findFilter(context, claimed);
	if (filteredBy !== undefined) return leftOut(filteredBy);
	// Somebody who listens for a test event wants to see it, also the same one twice.
	if (context.getMode() === 'manual') return await decide(context, claimed);

	const key = [context.getWorkflow().id, context.getNode().id, claimed.id, claimed.status].join(
		' ',
	);
	const answer = await deliveries.once(
		key,
		async () => await decide(context, claimed),
		({ statusCode }) => statusCode === 200,
	);
	return answer === 'repeated' ? leftOut('repeated') : answer;
}

/** Which of the user's filters leaves this callback out, if any. */
function findFilter(context: IWebhookFunctions, claimed: Run): string | undefined {
	const statuses = context.getNodeParameter('statuses', []) as string[];
	if (!statuses.includes(claimed.status)) return 'status not chosen';
	const workflowIds = toText(context.getNodeParameter('workflowIds', ''))
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
	const isChosen = workflowIds.length === 0 || workflowIds.includes(claimed.workflowId);
	return isChosen ? undefined : 'workflow not chosen';
}

async function decide(context: IWebhookFunctions, claimed: Run): Promise<WebhookAnswer> {
	if (context.getNodeParameter('verify', true) === false) return start(claimed);
	const verdict = await verifyCallback(context, claimed);
	if (verdict.kind === 'genuine') return start(verdict.run);
	if (verdict.kind === 'forged') {
		const reason = 'Noxus does not know this run, or not in this status.';
		return { statusCode: 401, body: { received: false, reason } };
	}
	context.logger.warn(`Noxus Trigger could not verify a callback: ${verdict.reason}`);
	const reason = 'The callback could not be verified now. Send it again later.';
	return { statusCode: 503, body: { received: false, reason } };
}

function leftOut(reason: string): WebhookAnswer {
	return { statusCode: 200, body: { received: true, started: false, reason } };
}

function start(run: Run): WebhookAnswer {
	return {
		statusCode: 200,
		body: { received: true, started: true },
		items: [{ json: toRunItem(run) }],
	};
}
