import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { selectRuns } from '../outputs/selectRuns';
import { Item } from '../../../common/items/item';
import { noxusClient } from '../api/client';
import type { Run } from '../api/run';
import { shapeRuns } from './emitRuns';
import { readLists } from './readLists';
import { readListed } from './readRuns';
import { isWanted, readWatchSettings } from './watchSettings';

const LIMIT_MS = 120_000;

/**
 * The test run in the editor: the wanted run that ended last. It remembers nothing.
 *
 * @throws NodeOperationError where there is none; throws like `ApiClient.send`.
 */
export async function takeTestRun(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const client = noxusClient(context);
	const settings = readWatchSettings(new Item(client, 0));
	const lists = await readLists(client, settings.lists, Date.now() + LIMIT_MS);
	const runs = [...lists.values()].flatMap((list) => list.runs);
	const latest = latestOf(runs.filter((run) => isWanted(run, settings)));
	if (latest === undefined) {
		throw new NodeOperationError(context.getNode(), 'No matching run was found in Noxus', {
			description: 'Start a run in Noxus and wait until it has finished, or select more Statuses.',
		});
	}
	return await shapeRuns(client, [{ run: await readListed(client, latest) }]);
}

/** The run that ended last, or, if none has an end, the one created last. */
function latestOf(runs: Run[]): Run | undefined {
	const byCreation = selectRuns(runs, { statuses: [] });
	const endMs = ({ finishedAt, createdAt }: Run) => Date.parse(finishedAt ?? createdAt ?? '') || 0;
	return byCreation.sort((a, b) => endMs(b) - endMs(a))[0];
}
