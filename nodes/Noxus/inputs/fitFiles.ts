import type { FieldPlace } from '../../../common/items/item';
import { isFileKind, type WorkflowInput } from '../api/workflowInputs';
import { onlyFile } from './fileValue';

/**
 * What is sent for an input that takes one file, if the workflow is known: of a list of one, the file.
 * Several are sent as they are, with a hint, because Noxus does not document how it marks the inputs
 * that take a list.
 *
 * @throws NodeOperationError for an empty list.
 */
export function fitFiles(
	place: FieldPlace,
	value: unknown,
	input: WorkflowInput | undefined,
	hint: (text: string) => void,
): unknown {
	const takesOne = input !== undefined && isFileKind(input.kind) && !input.isList;
	if (!takesOne || !Array.isArray(value)) return value;
	if (value.length < 2) return onlyFile(place, value);
	hint(
		`${place.label} was sent several files, but the workflow may take only one there. Items: {count}.`,
	);
	return value;
}
