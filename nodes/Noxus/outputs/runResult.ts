import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import type { Hints } from '../../../common/items/hints';
import type { ItemData } from '../../../common/items/operation';
import type { BinaryContext } from '../../../common/items/takeBinary';
import type { Run } from '../api/run';
import { withRunId } from './endedRun';
import { shapeRunItem } from './runOutput';
import type { OutputSettings } from '../fields/outputSettings';

/**
 * The item for a run, from the JSON that describes it: with its output as the user wants it.
 *
 * @throws NodeApiError or NodeOperationError that names the run, if the output cannot be fetched.
 */
export async function runResult(
	client: ApiClient<BinaryContext>,
	hints: Hints,
	run: Run,
	json: IDataObject,
	settings: OutputSettings,
): Promise<ItemData> {
	return await withRunId(client.node, run, async () =>
		shapeRunItem(client, json, settings, hints.add),
	);
}
