import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { toList, toText } from '../../../common/items/parameters';
import type { Run } from '../api/run';
import { isSameId } from '../../../common/util/uuid';

/** Which of the user's filters leaves the callback out, if any; of those that need no question. */
export function findFilter(context: IWebhookFunctions, claimed: Run): string | undefined {
	const statuses = toList(context.getNodeParameter('statuses', []));
	if (!statuses.includes(claimed.status)) return 'status not chosen';
	const workflowIds = toList(context.getNodeParameter('workflowIds', []));
	const isChosen =
		workflowIds.length === 0 || workflowIds.some((id) => isSameId(id, claimed.workflowId));
	return isChosen ? undefined : 'workflow not chosen';
}

/** The same for what only Noxus tells of a run. */
export function findGroupFilter(context: IWebhookFunctions, confirmed: Run): string | undefined {
	const { groupId } = context.getNodeParameter('options', {}) as IDataObject;
	const wanted = toText(groupId);
	const isChosen = wanted === '' || isSameId(wanted, confirmed.groupId ?? '');
	return isChosen ? undefined : 'workspace not chosen';
}
