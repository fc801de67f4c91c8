import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OutputSettings } from '../../outputs/settings';
import { withRunId } from '../../outputs/endedRun';
import { shapeRunItem } from '../../outputs/runOutput';
import type { Run } from '../../transport/run';
import type { Batch } from '../batch';
import type { ItemResult } from '../operation';

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
