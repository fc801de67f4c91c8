import type { IDataObject, IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { problemWithId } from '../../../common/items/checks';
import { fieldError, toList, toText } from '../../../common/items/parameters';
import { isSameId } from '../../../common/util/uuid';
import type { Run } from '../api/run';

/** The list of the whole workspace, among the workflow ids that name the others. */
export const WORKSPACE = '';

export interface WatchSettings {
	/** The lists to read: workflow ids, or `WORKSPACE` alone. */
	lists: string[];
	statuses: string[];
	/** Empty: any. */
	groupId: string;
}

/**
 * The same context for modules that name the item with each parameter: a look has no items.
 */
export function asItemContext(context: IPollFunctions): IExecuteFunctions {
	const getNodeParameter = (name: string, _itemIndex: number, ...rest: unknown[]) =>
		context.getNodeParameter(name, ...(rest as []));
	return Object.create(context, {
		getNodeParameter: { value: getNodeParameter },
	}) as IExecuteFunctions;
}

/** @throws NodeOperationError that names the field. */
export function readWatchSettings(context: IExecuteFunctions): WatchSettings {
	const watch: unknown = context.getNodeParameter('watch', 0, 'workspace');
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const statuses = toList(context.getNodeParameter('statuses', 0, []));
	if (statuses.length === 0) {
		throw fieldError(context, 0, 'Statuses', 'is empty: choose at least one');
	}
	const lists = watch === 'workflows' ? readWorkflowIds(context) : [WORKSPACE];
	return { lists, statuses, groupId: toText(options.groupId) };
}

function readWorkflowIds(context: IExecuteFunctions): string[] {
	const ids = [...new Set(toList(context.getNodeParameter('workflowIds', 0, [])))];
	const name = 'Workflow Names or IDs';
	if (ids.length === 0) throw fieldError(context, 0, name, 'is empty: choose at least one');
	for (const id of ids) {
		const problem = problemWithId(id);
		if (problem !== undefined) throw fieldError(context, 0, name, problem);
	}
	return ids;
}

/** Whether the user wants to hear of this run. */
export function isWanted({ status, groupId }: Run, settings: WatchSettings): boolean {
	const isOfGroup = settings.groupId === '' || isSameId(settings.groupId, groupId ?? '');
	return isOfGroup && settings.statuses.includes(status);
}
