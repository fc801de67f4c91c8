import type { IExecuteFunctions } from 'n8n-workflow';

import type { WorkflowInput } from '../api/workflowInputs';
import { compareInput } from './compareInput';
import type { InputSource } from './inputSource';
import { fieldError } from '../../../common/items/parameters';
import { quoteNames } from '../../../common/util/quoteNames';

/**
 * Compares the names of an item's inputs with the workflow, before anything else is done with them.
 * Where the workflow cannot be read, or has no input that we know, all is taken.
 *
 * @returns the inputs of the workflow; none where nothing was compared.
 * @throws NodeOperationError that names the item and the required inputs that are missing.
 */
export async function checkInput(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	names: string[],
	source: InputSource,
): Promise<WorkflowInput[]> {
	const isWanted = context.getNodeParameter('options.checkInputs', itemIndex, true) !== false;
	if (!isWanted || source.isPartialRun) return [];
	const inputs = (await source.tryToReadInputs()) ?? [];
	if (inputs.length === 0) return [];
	const { missing, unknown } = compareInput(inputs, names);
	if (missing.length > 0) {
		const problem = `has no value for ${quoteNames(missing)}, which the workflow requires`;
		throw fieldError(context, itemIndex, fieldName, problem);
	}
	if (unknown.length > 0) {
		const known = quoteNames(inputs.map(({ key }) => key));
		source.hint(
			`The workflow has no input ${quoteNames(unknown)}. It was sent, and Noxus may leave it out. The inputs of the workflow: ${known}. Items: {count}.`,
		);
	}
	return inputs;
}
