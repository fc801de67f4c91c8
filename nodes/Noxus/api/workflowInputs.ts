/** What a workflow takes in, read from its definition. Pure. Sources: noxus-sdk 0.5 and 0.6. */

import { countOf } from '../../../common/util/distinctNames';
import { asObject, textOrUndefined } from '../../../common/util/json';

/** What a value of an input is; `list` is any JSON list. */
export type InputKind =
	| 'text'
	| 'number'
	| 'boolean'
	| 'dateTime'
	| 'object'
	| 'list'
	| 'file'
	| 'image'
	| 'audio';

export interface WorkflowInput {
	/** Under which its value is sent: the label, or the node id where labels would not do. */
	key: string;
	/** For people. */
	label: string;
	/** The label that its node has in Noxus, where it has one. */
	ownLabel?: string;
	/** What its node says of it; no source names this setting, so few inputs may have it. */
	description?: string;
	nodeId: string;
	kind: InputKind;
	/** Whether it takes several values. */
	isList: boolean;
	/** False where it has a built-in value (`fixed_value`). */
	required: boolean;
	/** The value on its node, where it can be shown in a field. */
	defaultValue?: string | number | boolean;
}

/** The input nodes of V1 and V2; the middle part is a net for kinds to come. */
const INPUT_NODE = /^(File|Image|Audio)?(\w*)InputNode(V\d+)?$/;

/** Names of data types and their aliases (SDK nodes/types.py); all others are text. */
const KINDS = new Map<string, InputKind>(
	Object.entries({
		number: 'number',
		int: 'number',
		integer: 'number',
		float: 'number',
		bool: 'boolean',
		boolean: 'boolean',
		date: 'dateTime',
		datetime: 'dateTime',
		dict: 'object',
		object: 'object',
		json: 'object',
		list: 'list',
		array: 'list',
		file: 'file',
		image: 'image',
		audio: 'audio',
	} as const),
);

/** A definition with more nodes is not one that people have made. */
export const MAX_NODES = 10_000;

/** The kinds of which a value is a file. */
export type FileKind = 'file' | 'image' | 'audio';

const FILE_KINDS: readonly InputKind[] = ['file', 'image', 'audio'];

/** Whether a value of this kind is a file. */
export function isFileKind(kind: InputKind): kind is FileKind {
	return FILE_KINDS.includes(kind);
}

/** Whether a definition says which nodes it has; one of which nothing is known is not without inputs. */
export function hasReadableNodes(definition: unknown): boolean {
	const nodes = asObject(definition)?.nodes;
	if (!Array.isArray(nodes)) return false;
	const isNode = (node: unknown) => {
		const { id, type } = asObject(node) ?? {};
		return typeof id === 'string' && typeof type === 'string';
	};
	return nodes.length === 0 || nodes.some(isNode);
}

/** The inputs of a workflow, in the order of its definition; none where it cannot be read. */
export function inputsOf(definition: unknown): WorkflowInput[] {
	const nodes = asObject(definition)?.nodes;
	const found = (Array.isArray(nodes) ? nodes : [])
		.slice(0, MAX_NODES)
		.map(readNode)
		.filter((node) => node !== undefined);
	const labels = countOf(found.map(({ ownLabel }) => ownLabel));
	return found.map((input) => {
		const { ownLabel, nodeId } = input;
		const isUnique = labels.get(ownLabel) === 1;
		const isKey = ownLabel !== undefined && isUnique && isUsableKey(ownLabel);
		return { key: isKey ? ownLabel : nodeId, ...input };
	});
}

/** n8n's form builds a path from the key, value["…"], and objects have names of their own. */
function isUsableKey(label: string): boolean {
	return !/["\\\n\r]|^(__proto__|constructor|prototype)$/.test(label);
}

function readNode(value: unknown): Omit<WorkflowInput, 'key'> | undefined {
	const node = asObject(value) ?? {};
	const { id, type } = node;
	if (typeof id !== 'string' || id === '' || typeof type !== 'string') return undefined;
	const match = INPUT_NODE.exec(type);
	// An input of a nested scope belongs to the node around it.
	if (match === null || (node.parent_id ?? null) !== null) return undefined;
	const config = asObject(node.node_config) ?? {};
	const { kind, isList } = kindOf(match[1], config);
	const ownLabel = textOrUndefined(config.label);
	const defaultValue = defaultOf(kind, config.value);
	const description = textOrUndefined(config.description);
	return {
		nodeId: id,
		label: ownLabel ?? textOrUndefined(node.name) ?? `Input ${id.split('-')[0]}`,
		kind,
		isList,
		// Of a kind that nobody has described, nothing is demanded.
		required: config.fixed_value !== true && match[2] === '',
		...(defaultValue !== undefined && { defaultValue }),
		...(ownLabel !== undefined && { ownLabel }),
		...(description !== undefined && { description }),
	};
}

/** The type of the node decides, else that in its settings: `File`, `list[File]`, `str`, … */
function kindOf(
	nodePrefix: string | undefined,
	config: Record<string, unknown>,
): { kind: InputKind; isList: boolean } {
	const type = typeof config.type === 'string' ? config.type.trim().toLowerCase() : '';
	const inner = /^(?:list|array)\s*[[<(]\s*(\w+)|^(\w+)\s*\[\s*\]$/.exec(type);
	const itemType = inner?.[1] ?? inner?.[2];
	const kind = KINDS.get(nodePrefix?.toLowerCase() ?? itemType ?? type) ?? 'text';
	const isList = config.is_list === true || itemType !== undefined || kind === 'list';
	return { kind: isList && !isFileKind(kind) ? 'list' : kind, isList };
}

function defaultOf(kind: InputKind, value: unknown): WorkflowInput['defaultValue'] {
	if (kind === 'boolean') return typeof value === 'boolean' ? value : undefined;
	if (kind === 'number') return typeof value === 'number' ? value : undefined;
	if (kind === 'text' && typeof value === 'number') return String(value);
	const isJson = (kind === 'object' || kind === 'list') && typeof value === 'object';
	if (isJson && value !== null) return JSON.stringify(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}
