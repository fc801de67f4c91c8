import { readField } from '../../../common/items/fields';
import type { ParameterSource } from '../../../common/items/item';
import { isSameId } from '../../../common/util/uuid';
import type { Run } from '../api/run';
import { triggerFields } from './fields';

/** The filter of the user that leaves the callback out, if any; of those that need no request. */
export function findFilter(source: ParameterSource, claimed: Run): string | undefined {
	const statuses = readField(source, triggerFields, 'statuses');
	if (!statuses.includes(claimed.status)) return 'status not chosen';
	const workflowIds = readField(source, triggerFields, 'workflowIds');
	const isChosen =
		workflowIds.length === 0 || workflowIds.some((id) => isSameId(id, claimed.workflowId));
	return isChosen ? undefined : 'workflow not chosen';
}

/** The same for what only Noxus knows of a run. */
export function findGroupFilter(source: ParameterSource, confirmed: Run): string | undefined {
	const { groupId } = readField(source, triggerFields, 'options');
	const isChosen = groupId === '' || isSameId(groupId, confirmed.groupId ?? '');
	return isChosen ? undefined : 'workspace not chosen';
}
