import type { FieldPlace } from '../../../common/items/item';
import { isFileKind, type WorkflowInput } from '../api/workflowInputs';
import { hintAtKind } from './fileKind';
import { onlyFile } from './fileValue';

/**
 * What is sent for an input, if the workflow is known. One that takes one file gets that of a list of one.
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
	if (input !== undefined) hintAtKind(place.label, input.kind, value, hint);
	const takesOne = input !== undefined && isFileKind(input.kind) && !input.isList;
	if (!takesOne || !Array.isArray(value)) return value;
	if (value.length < 2) return onlyFile(place, value);
	hint(
		`${place.label} was sent several files, but the workflow may accept only one. Items: {count}.`,
	);
	return value;
}
