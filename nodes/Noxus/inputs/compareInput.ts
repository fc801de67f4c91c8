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
	const given = new Set(names);
	const givenIds = new Set(names.map((name) => nodeIdIn(name) ?? name));
	const known = new Set(inputs.flatMap(({ ownLabel, nodeId }) => [ownLabel, nodeId]));
	const ids = new Set(inputs.map(({ nodeId }) => nodeId));
	const isGiven = ({ ownLabel, nodeId }: WorkflowInput) =>
		givenIds.has(nodeId) || (ownLabel !== undefined && given.has(ownLabel));
	return {
		missing: inputs.filter((input) => input.required && !isGiven(input)).map(({ key }) => key),
		unknown: names.filter((name) => !known.has(name) && !ids.has(nodeIdIn(name) ?? '')),
	};
}

/** Whether a value of this name goes to the input. */
export function isFor(input: WorkflowInput, name: string): boolean {
	return [input.ownLabel, input.nodeId].includes(name) || name.startsWith(`${input.nodeId}::`);
}

/** The node id in `node_id::name`; a node id has no colons. */
function nodeIdIn(name: string): string | undefined {
	const at = name.indexOf('::');
	return at < 0 ? undefined : name.slice(0, at);
}
