import { NodeApiError, type IWebhookFunctions } from 'n8n-workflow';

import { goneRunJson, resumedRunJson, unfetchedJson } from '../outputs/endedRun';
import { shapeOutputOnly, shapeRunItem, type ShapedItem } from '../outputs/runOutput';
import type { Run } from '../api/run';
import type { ParkedRun } from '../../../common/wait/parkedState';

/**
 * The item for a run of a parked execution, with its output as the user wanted it when the execution
 * was parked. Never throws: nothing can fail the execution any more without a loss of its data.
 */
export async function toResumedItem(
	context: IWebhookFunctions,
	parked: ParkedRun,
	run: Run | NodeApiError,
): Promise<ShapedItem> {
	if (run instanceof NodeApiError) return { json: goneRunJson(run, parked) };
	const node = context.getNode();
	const json = resumedRunJson(node, run);
	if ('error' in json) return { json };
	return await shapeRunItem(context, json, parked.output).catch((error: unknown) => {
		const output = shapeOutputOnly(json.output, parked.output);
		return { json: unfetchedJson(node, run, { ...json, output } as typeof json, error) };
	});
}
