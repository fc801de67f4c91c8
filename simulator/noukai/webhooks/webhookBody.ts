import { formatDateOrNull } from '../../http/dates';
import type { Execution } from '../runs/execution';
import type { NoukaiSettings } from '../settings';

/** The body of a webhook. None is documented (gap 5), so each shape of the switch is a guess. */
export function webhookBody(
	event: string,
	execution: Execution,
	{ webhook, dateStyle }: NoukaiSettings,
): Record<string, unknown> {
	const { id: executionId, status, result, error, start, startedAt, completedAt } = execution;
	const ending = error === null ? { result } : { error: error.message };
	const data = {
		executionId,
		status,
		flowId: start.flow.id,
		slug: start.flow.slug,
		...ending,
		startedAt: formatDateOrNull(startedAt, dateStyle),
		completedAt: formatDateOrNull(completedAt, dateStyle),
	};
	if (webhook.bodyShape === 'nested') return { event, data };
	return webhook.bodyShape === 'minimal' ? { event, executionId } : { event, ...data };
}
