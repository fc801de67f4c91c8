import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';

import { readOutputSettings } from '../Noxus/inputs/outputSettings';
import { unfetchedJson } from '../Noxus/outputs/endedRun';
import { toRunItem } from '../Noxus/outputs/runItem';
import { shapeRunItem, type ShapedItem } from '../Noxus/outputs/runOutput';
import type { OutputSettings } from '../Noxus/outputs/settings';
import { Batch } from '../Noxus/resources/batch';
import type { Run } from '../Noxus/transport/run';
import { readHandedItem, type HandedRun } from './handOver';

/** Only the runs of the last look can come again, 500 at the most. */
const REMEMBERED_DELIVERIES = 2_000;
const RUNS_AT_ONCE = 10;

/**
 * The items of the runs that a look handed over. A run that came before is left out: after a restart
 * of n8n the look hands its last runs over again. A repeated execution gets all of its runs.
 */
export async function deliver(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const handed = context
		.getInputData()
		.map(readHandedItem)
		.filter((one) => one !== undefined);
	// First of all, so that what breaks off here is not taken for delivered.
	const items = await shapeRuns(
		context,
		handed.map(({ run }) => run),
	);
	if (context.getMode() !== 'trigger') return items;
	const fresh = await recordDeliveries(context, handed);
	return items.filter((_, index) => fresh.has(handed[index]?.delivery ?? ''));
}

/** The items of these runs, with their output as the user wants it. */
export async function shapeRuns(
	parent: IExecuteFunctions,
	runs: Run[],
): Promise<INodeExecutionData[]> {
	const batch = new Batch(parent);
	const settings = readOutputSettings(batch.context, 0);
	const tell = (hint: string) => batch.hint(hint);
	const limit = pLimit(RUNS_AT_ONCE);
	const shape = async (run: Run) => await shapeRun(batch.context, run, settings, tell);
	const items = await Promise.all(runs.map(async (run) => await limit(shape, run)));
	batch.showHints();
	return items.map((item, index) => ({ ...item, pairedItem: { item: index } }));
}

/** A text or file that cannot be had does not keep the run back. */
async function shapeRun(
	context: IExecuteFunctions,
	run: Run,
	settings: OutputSettings,
	tell: (hint: string) => void,
): Promise<ShapedItem> {
	const json = toRunItem(run);
	return await shapeRunItem(context, json, settings, tell).catch((error: unknown) => ({
		json: unfetchedJson(context.getNode(), run, json, error),
	}));
}

/** Those that n8n did not know. */
async function recordDeliveries(
	{ helpers }: IExecuteFunctions,
	handed: HandedRun[],
): Promise<Set<string>> {
	// n8n keeps this in its database, for this node.
	const options = { mode: 'entries', maxEntries: REMEMBERED_DELIVERIES } as const;
	const deliveries = handed.map(({ delivery }) => delivery);
	const { new: fresh } = await helpers.checkProcessedAndRecord(deliveries, 'node', options);
	return new Set(fresh.map(String));
}
