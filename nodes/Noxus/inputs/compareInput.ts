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

/**
 * The name under which each given one is sent. Exact names come first; another one is that of the only
 * input that it matches without the blanks at its ends, or else without regard to case, if no other
 * name was given for that input. A name of no input is sent as it is.
 */
export function resolveNames(inputs: WorkflowInput[], names: string[]): Map<string, string> {
	const isExact = (name: string) => inputs.some((input) => isFor(input, name));
	let free = inputs.filter((input) => !names.some((name) => isFor(input, name)));
	const resolve = (name: string): string => {
		if (isExact(name)) return name;
		if (isExact(name.trim()) && !names.includes(name.trim())) return name.trim();
		const input = findAlike(free, name);
		free = free.filter((other) => other !== input);
		return input?.key ?? name;
	};
	return new Map(names.map((name) => [name, resolve(name)]));
}

/** What is compared of names that are not exactly the same, the strictest first. */
export const NAME_FORMS = [
	(name: string) => name.trim(),
	(name: string) => name.trim().toLowerCase(),
] as const;

/** The only input of such a name, by the strictest form that finds any. */
function findAlike(inputs: WorkflowInput[], name: string): WorkflowInput | undefined {
	for (const formOf of NAME_FORMS) {
		const isAlike = (own = '') => own !== '' && formOf(own) === formOf(name);
		const found = inputs.filter(({ ownLabel, nodeId }) => isAlike(ownLabel) || isAlike(nodeId));
		if (found.length > 0) return found.length === 1 ? found[0] : undefined;
	}
	return undefined;
}

/** The input to which a value of this name goes, if it is known. */
export function findInput(inputs: WorkflowInput[], name: string): WorkflowInput | undefined {
	return inputs.find((input) => isFor(input, name));
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
