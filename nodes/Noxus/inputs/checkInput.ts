import type { FieldPlace } from '../../../common/items/item';
import { quoteNames } from '../../../common/util/quoteNames';
import type { WorkflowInput } from '../api/workflowInputs';
import { compareInput } from './compareInput';
import type { InputSource } from './inputSource';

/**
 * Compares the names of an item's inputs with the workflow, before anything else is done with them.
 * If the workflow cannot be read, or has no input that we know, all names are accepted.
 *
 * @returns the inputs of the workflow; none if nothing was compared.
 * @throws NodeOperationError that names the item and the required inputs that are missing.
 */
export async function checkInput(
	place: FieldPlace,
	names: string[],
	{ isToBeChecked, inputs: workflowInputs, workflow, hint }: InputSource,
): Promise<WorkflowInput[]> {
	if (!isToBeChecked) return [];
	const inputs = (await workflowInputs.tryToRead(workflow)) ?? [];
	if (inputs.length === 0) return [];
	const { missing, unknown } = compareInput(inputs, names);
	if (missing.length > 0) {
		throw place.error(`has no value for ${quoteNames(missing)}, which the workflow requires`);
	}
	if (unknown.length > 0) {
		const known = quoteNames(inputs.map(({ key }) => key));
		hint(
			`The workflow has no input ${quoteNames(unknown)}. It was sent, and Noxus may ignore it. The inputs of the workflow: ${known}. Items: {count}.`,
		);
	}
	return inputs;
}
