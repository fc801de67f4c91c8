import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../../../common/http/apiClient';
import { readField } from '../../../common/items/fields';
import { Hints } from '../../../common/items/hints';
import { Item } from '../../../common/items/item';
import type { ItemData } from '../../../common/items/operation';
import { recordProcessed } from '../../../common/webhook/recordProcessed';
import { noxusClient } from '../api/client';
import type { Run } from '../api/run';
import { readOutputSettings } from '../fields/output';
import { unfetchedRun } from '../outputs/endedRun';
import { toRunItem } from '../outputs/runItem';
import { shapeRunItem } from '../outputs/runOutput';
import type { OutputSettings } from '../fields/outputSettings';
import { pollFields } from './fields';
import { readHandedItem, type HandedRun } from './handOver';

const RUNS_AT_ONCE = 10;

/**
 * The items of the runs that a look handed over. A run that came before is left out: after a restart
 * of n8n the look hands its last runs over again. A repeated execution gets all of its runs.
 */
export async function emitRuns(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const handed = context
		.getInputData()
		.map(readHandedItem)
		.filter((one) => one !== undefined);
	// First of all, so that what breaks off here is not taken for delivered.
	const items = await shapeRuns(noxusClient(context), handed);
	if (context.getMode() !== 'trigger') return items;
	// Only the runs of the last poll can be repeated, at most 500.
	const deliveries = handed.map(({ delivery }) => delivery);
	const fresh = await recordProcessed(context, deliveries);
	return items.filter((_, index) => fresh.has(handed[index]?.delivery ?? ''));
}

/** The items of these runs, with their output as the user wants it. */
export async function shapeRuns(
	client: ApiClient<IExecuteFunctions>,
	runs: Array<Pick<HandedRun, 'run' | 'note'>>,
): Promise<INodeExecutionData[]> {
	const item = new Item(client, 0);
	const settings = readOutputSettings(item, readField(item, pollFields, 'options'));
	const hints = new Hints(client.context);
	const limit = pLimit(RUNS_AT_ONCE);
	const shape = async ({ run, note }: Pick<HandedRun, 'run' | 'note'>): Promise<ItemData> =>
		note === undefined
			? await shapeRun(client, run, settings, hints)
			: { json: { ...toRunItem(run), outputError: note } };
	const items = await Promise.all(runs.map(async (run) => await limit(shape, run)));
	hints.showAll();
	return items.map((data, index) => ({ ...data, pairedItem: { item: index } }));
}

/** A text or file that cannot be fetched does not hold the run back. */
async function shapeRun(
	client: ApiClient<IExecuteFunctions>,
	run: Run,
	settings: OutputSettings,
	hints: Hints,
): Promise<ItemData> {
	const json = toRunItem(run);
	return await shapeRunItem(client, json, settings, hints.add).catch((error: unknown) => ({
		json: unfetchedRun(client.node, run, json, error).json,
	}));
}
