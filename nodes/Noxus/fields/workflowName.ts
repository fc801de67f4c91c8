import type { ParameterSource } from '../../../common/items/item';
import { asObject, textOrUndefined } from '../../../common/util/json';

/** The name of the workflow in the field Workflow, if it was chosen from the list. */
export function chosenWorkflowName(source: ParameterSource): string | undefined {
	const { mode, cachedResultName } = asObject(source.parameter('workflowId')) ?? {};
	return mode === 'list' ? textOrUndefined(cachedResultName) : undefined;
}
