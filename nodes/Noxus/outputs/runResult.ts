import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OutputSettings } from './settings';
import { withRunId } from './endedRun';
import { shapeRunItem } from './runOutput';
import type { Run } from '../api/run';
import type { Batch } from '../../../common/items/batch';
import type { ItemResult } from '../../../common/items/operation';

/**
 * The item for a run, from the JSON that tells of it: with its output as the user wants it.
 *
 * @throws NodeApiError or NodeOperationError that names the run, where the output cannot be fetched.
 */
export async function runResult(
	context: IExecuteFunctions,
	batch: Batch,
	run: Run,
	json: IDataObject,
	settings: OutputSettings,
): Promise<ItemResult> {
	const tell = (hint: string) => batch.hint(hint);
	return await withRunId(context, run, async () => shapeRunItem(context, json, settings, tell));
}
