import { problemWithId } from '../../../common/util/checks';
import { readField } from '../../../common/items/fields';
import type { ParameterSource } from '../../../common/items/item';
import { isSameId } from '../../../common/util/uuid';
import type { Run } from '../api/run';
import { pollFields } from './fields';

/** The list of the whole workspace, among the workflow IDs that name the others. */
export const WORKSPACE = '';

export interface WatchSettings {
	/** The lists to read: workflow IDs, or `WORKSPACE` alone. */
	lists: string[];
	statuses: string[];
	/** Empty: any. */
	groupId: string;
}

/** @throws NodeOperationError that names the field. */
export function readWatchSettings(source: ParameterSource): WatchSettings {
	const statuses = readChosen(source, 'statuses');
	const isChosen = readField(source, pollFields, 'watch') === 'workflows';
	const lists = isChosen ? readWorkflowIds(source) : [WORKSPACE];
	return { lists, statuses, groupId: readField(source, pollFields, 'options').groupId };
}

function readWorkflowIds(source: ParameterSource): string[] {
	const ids = [...new Set(readChosen(source, 'workflowIds'))];
	for (const id of ids) {
		const problem = problemWithId(id);
		if (problem !== undefined) throw placeOf(source, 'workflowIds').error(problem);
	}
	return ids;
}

function readChosen(source: ParameterSource, name: 'statuses' | 'workflowIds'): string[] {
	const chosen = readField(source, pollFields, name);
	if (chosen.length > 0) return chosen;
	throw placeOf(source, name).error('is empty: select at least one');
}

const placeOf = (source: ParameterSource, name: 'statuses' | 'workflowIds') =>
	source.field(pollFields[name].property.displayName);

/** Whether the run is one of those that the user wants. */
export function isWanted({ status, groupId }: Run, settings: WatchSettings): boolean {
	const isOfGroup = settings.groupId === '' || isSameId(settings.groupId, groupId ?? '');
	return isOfGroup && settings.statuses.includes(status);
}
