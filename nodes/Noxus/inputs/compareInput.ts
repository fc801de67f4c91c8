/** Compares what is given with what a workflow takes in. Pure. */

import type { WorkflowInput } from '../api/workflowInputs';

/**
 * Compares the names of a run's `input` with the inputs of the workflow. An input goes by its label,
 * its node id, or `node_id::name` (page "Running Workflows").
 *
 * @returns names of required inputs that are missing, and given names that are no input's.
 */
export function compareInput(
	inputs: WorkflowInput[],
	names: string[],
): { missing: string[]; unknown: string[] } {
	const isGiven = (input: WorkflowInput) => names.some((name) => isFor(input, name));
	return {
		missing: inputs.filter((input) => input.required && !isGiven(input)).map(({ key }) => key),
		unknown: names.filter((name) => !inputs.some((input) => isFor(input, name))),
	};
}

/** Whether a value of this name goes to the input. */
export function isFor(input: WorkflowInput, name: string): boolean {
	return [input.ownLabel, input.nodeId].includes(name) || name.startsWith(`${input.nodeId}::`);
}
