import { isRecord } from '../../http/values';
import { fileOutput } from '../files';
import type { SimulatorState } from '../state';
import type { SimulatorSettings } from '../settings';
import { outputNode, type DefinitionNode } from '../workflows/definition';
import type { SimulatedRun } from './run';

/** Contract 2.9: text over this many characters is cut and stored as a file. */
const MAX_TEXT_CHARACTERS = 16_000;

/** One value that a workflow gives back. */
export interface OutputEntry {
	/** Null for the output node that has none. */
	label: string | null;
	value: unknown;
	/** The node it comes from, where no output node has this label. */
	nodeId?: string;
}

/** Gives a run its output in the shapes that `outputShape` and `longOutput` ask for. */
export function setOutput(run: SimulatedRun, entries: OutputEntry[], state: SimulatorState): void {
	const { outputShape, longOutput } = state.settings;
	const located = entries.map((entry) => locate(entry, run, state.settings));
	const selected = located.filter(({ nodeId }) => run.nodeStatuses.get(nodeId) !== 'skipped');
	const shape = (value: unknown) =>
		outputShape === 'textObject' && typeof value === 'string' ? { text: value } : value;
	const shaped = selected.map((entry) => ({ ...entry, value: shape(entry.value) }));
	const cut = shaped.map((entry) => ({
		...entry,
		value: longOutput === 'full' ? entry.value : cutLongText(entry.value, run, state),
	}));
	const byLabel = (list: typeof cut) => list.map(({ label, value }) => [label, value] as const);
	const byNodeId = cut.map(({ nodeId, value }) => [nodeId, value] as const);
	run.fullOutput = collect(byLabel(shaped), outputShape === 'nonDict');
	run.output = collect(byLabel(cut), outputShape === 'nonDict');
	run.outputByNodeId = collect(byNodeId, outputShape === 'nonDict');
}

function locate(
	{ label, nodeId, value }: OutputEntry,
	run: SimulatedRun,
	settings: SimulatorSettings,
): { label: string; nodeId: string; value: unknown } {
	const node = outputNode(run.request.definition, label);
	const id = nodeId ?? node?.id ?? label ?? '';
	return { label: label ?? keyWithoutLabel(id, node, settings), nodeId: id, value };
}

function keyWithoutLabel(
	nodeId: string,
	node: DefinitionNode | null,
	{ unlabelledOutputKey }: SimulatorSettings,
): string {
	if (unlabelledOutputKey === 'nodeId') return nodeId;
	return unlabelledOutputKey === 'nodeName' ? (node?.name ?? nodeId) : 'Output 1';
}

/** Row 25: an output that is no dict is the single value, or a list of the values. */
function collect(entries: ReadonlyArray<readonly [string, unknown]>, isNonDict: boolean): unknown {
	if (!isNonDict) return Object.fromEntries(entries);
	const values = entries.map(([, value]) => value);
	return values.length === 1 ? values[0] : values;
}

/** Replaces long text, at any depth, by its beginning and a file with all of it. */
function cutLongText(value: unknown, run: SimulatedRun, state: SimulatorState): unknown {
	if (typeof value === 'string') return longTextContainer(value, run, state) ?? value;
	if (Array.isArray(value)) return value.map((item) => cutLongText(item, run, state));
	if (!isRecord(value)) return value;
	const keys = Object.keys(value);
	if (keys.length === 1 && typeof value.text === 'string') {
		return longTextContainer(value.text, run, state) ?? value;
	}
	return Object.fromEntries(keys.map((key) => [key, cutLongText(value[key], run, state)]));
}

function longTextContainer(text: string, run: SimulatedRun, state: SimulatorState): object | null {
	if (text.length <= MAX_TEXT_CHARACTERS) return null;
	// Python counts code points, JavaScript UTF-16 units: count as the server would.
	const characters = [...text];
	if (characters.length <= MAX_TEXT_CHARACTERS) return null;
	const file = state.files.save({
		workspaceId: run.workspaceId,
		filename: 'output.txt',
		contentType: 'text/plain; charset=utf-8',
		bytes: Buffer.from(text, 'utf8'),
		source: 'run',
		sourceUrl: null,
	});
	const preview = characters.slice(0, MAX_TEXT_CHARACTERS).join('');
	return { ...fileOutput(file, state.baseUrl, preview), has_preview: true };
}
