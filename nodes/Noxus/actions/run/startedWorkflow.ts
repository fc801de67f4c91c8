import type { Item } from '../../../../common/items/item';
import { outputsOf } from '../../api/workflowOutputs';
import type { WorkflowRef } from '../../api/workflows';
import { chosenWorkflowName } from '../../fields/workflowName';
import type { OutputSettings } from '../../fields/outputSettings';
import type { RunBatch } from '../../runBatch';

/** What is known of the workflow that an item starts, without a request of its own. */
export interface StartedWorkflow {
	name?: string;
	/** Part of the settings of the output. */
	outputShape: Pick<OutputSettings, 'defined'>;
}

/** What the check of the inputs has read of the workflow, and the panel knows of it. */
export async function recallWorkflow(
	item: Item,
	{ workflows }: RunBatch,
	workflow: WorkflowRef,
): Promise<StartedWorkflow> {
	const details = await workflows.recall(workflow);
	const defined = outputsOf(details?.definition);
	const name = details?.name ?? chosenWorkflowName(item);
	return {
		...(name !== undefined && { name }),
		outputShape: defined.length === 0 ? {} : { defined },
	};
}
