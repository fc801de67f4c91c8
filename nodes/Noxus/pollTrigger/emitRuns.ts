import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';

import { readOutputSettings } from '../inputs/outputSettings';
import { unfetchedJson } from '../outputs/endedRun';
import { toRunItem } from '../outputs/runItem';
import { shapeRunItem, type ShapedItem } from '../outputs/runOutput';
import type { OutputSettings } from '../outputs/settings';
import { Batch } from '../../../common/items/batch';
import type { Run } from '../api/run';
import { recordProcessed } from '../../../common/webhook/recordProcessed';
import { readHandedItem, type HandedRun } from './handOver';

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
	const items = await shapeRuns(context, handed);
	if (context.getMode() !== 'trigger') return items;
	// Only the runs of the last look can come again, 500 at the most.
	const deliveries = handed.map(({ delivery }) => delivery);
	const fresh = await recordProcessed(context, deliveries);
	return items.filter((_, index) => fresh.has(handed[index]?.delivery ?? ''));
}

/** The items of these runs, with their output as the user wants it. */
export async function shapeRuns(
	parent: IExecuteFunctions,
	runs: Array<Pick<HandedRun, 'run' | 'note'>>,
): Promise<INodeExecutionData[]> {
	const batch = new Batch(parent);
	const settings = readOutputSettings(batch.context, 0);
	const tell = (hint: string) => batch.hint(hint);
	const limit = pLimit(RUNS_AT_ONCE);
	const shape = async ({ run, note }: Pick<HandedRun, 'run' | 'note'>): Promise<ShapedItem> =>
		note === undefined
			? await shapeRun(batch.context, run, settings, tell)
			: { json: { ...toRunItem(run), outputError: note } };
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
