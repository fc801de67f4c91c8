import { missing, type ValidationProblem } from '../../http/errors';
import { fileOutput, type StoredFile } from '../files';
import type { SimulatorState } from '../state';
import { inputNodesOf, type Definition, type InputNode } from '../workflows/definition';
import { acceptFileInput } from './fileInputs';

/** An input that was sent, or a built-in value that stood in for it. */
export interface GivenInput {
	node: InputNode;
	/** The key under which it was sent; label or node id for a built-in value. */
	key: string;
	/** As sent; for files what a workflow would give back for them. */
	value: unknown;
}

interface Acceptance {
	given: GivenInput[];
	/** The input with stored files in place of what was sent for them. */
	input: Record<string, unknown>;
}

/** The keys by which an input may be sent (contract 5.3). */
function keysOf({ id, label }: InputNode): string[] {
	return [...(label === null ? [] : [label]), id, `${id}::input`];
}

/**
 * Matches the input of a create body to the input nodes and takes in its files.
 * A label that two nodes share goes to both (row 19). Throws RefusedInput for a file.
 */
export function acceptInput(
	definition: Definition,
	input: Record<string, unknown>,
	workspaceId: string,
	state: SimulatorState,
): Acceptance {
	const accepted: Record<string, unknown> = { ...input };
	const given: GivenInput[] = [];
	for (const node of inputNodesOf(definition)) {
		const key = keysOf(node).find((candidate) => Object.hasOwn(input, candidate));
		if (key !== undefined) {
			if (node.isFile) accepted[key] = acceptFiles(input[key], workspaceId, state);
			given.push({ node, key, value: accepted[key] });
		} else if (node.isFixed && node.value !== undefined) {
			given.push({ node, key: node.label ?? node.id, value: node.value });
		}
	}
	return { given, input: accepted };
}

/** Row 17: what `strictInputs` refuses, which is unknown keys and required inputs not sent. */
export function strictProblems(
	definition: Definition,
	input: Record<string, unknown>,
): ValidationProblem[] {
	const nodes = inputNodesOf(definition);
	const knownKeys = new Set(nodes.flatMap(keysOf));
	const unknownKeys = Object.keys(input).filter((key) => !knownKeys.has(key));
	const absent = nodes.filter(
		(node) => !node.isFixed && !keysOf(node).some((key) => Object.hasOwn(input, key)),
	);
	return [
		...unknownKeys.map((key) => ({
			loc: ['body', 'input', key],
			msg: 'Unknown input',
			type: 'extra_forbidden',
		})),
		...absent.map(({ id, label }) => missing('body', 'input', label ?? id)),
	];
}

function acceptFiles(value: unknown, workspaceId: string, state: SimulatorState): unknown {
	if (value === null) return null;
	const { files, settings, baseUrl } = state;
	const accept = (item: unknown): unknown => {
		const file: StoredFile = acceptFileInput(item, { files, workspaceId, settings });
		return fileOutput(file, baseUrl);
	};
	return Array.isArray(value) ? value.map(accept) : accept(value);
}
