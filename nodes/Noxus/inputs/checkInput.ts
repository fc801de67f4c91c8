import type { FieldPlace } from '../../../common/items/item';
import { quoteNames } from '../../../common/util/quoteNames';
import { inputsOf, type WorkflowInput } from '../api/workflowInputs';
import { compareInput, resolveNames } from './compareInput';
import type { InputSource } from './inputSource';

/** What the comparison of an item's names with the workflow has found. */
export interface CheckedNames {
	/** The inputs of the workflow; none if nothing was compared. */
	inputs: WorkflowInput[];
	/** The name under which a value is sent. */
	keyOf(name: string): string;
}

/**
 * Compares the names of an item's inputs with the workflow, before anything else is done with them.
 * If the workflow cannot be read, or has no input that we know, all names are accepted.
 *
 * @param whenUnknown whether a name that no input has is an error, or only shown in a hint.
 * @throws NodeOperationError that names the item and the required inputs that are missing.
 */
export async function checkInput(
	place: FieldPlace,
	names: string[],
	{ isToBeChecked, workflows, workflow, hint }: InputSource,
	whenUnknown: 'fail' | 'hint' = 'hint',
): Promise<CheckedNames> {
	const details = isToBeChecked ? await workflows.tryToRead(workflow) : undefined;
	const inputs = inputsOf(details?.definition);
	if (inputs.length === 0) return { inputs, keyOf: (name) => name };
	const keys = resolveNames(inputs, names);
	const { missing, unknown } = compareInput(inputs, [...keys.values()]);
	const known = quoteNames(inputs.map(({ key }) => key));
	if (unknown.length > 0 && whenUnknown === 'fail') {
		throw place.error(`has unknown inputs: ${quoteNames(unknown)}. Available inputs: ${known}`);
	}
	if (missing.length > 0) {
		throw place.error(`is missing required inputs: ${quoteNames(missing)}`);
	}
	if (unknown.length > 0) {
		hint(
			`Unknown inputs: ${quoteNames(unknown)}. Noxus may have ignored them. Available inputs: ${known}. Items: {count}.`,
		);
	}
	return { inputs, keyOf: (name) => keys.get(name) ?? name };
}
