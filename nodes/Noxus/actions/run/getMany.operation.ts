import type { IExecuteFunctions } from 'n8n-workflow';

import { optionalIdParameter, readCount } from '../../../../common/items/parameters';
import { readRunFilters } from '../../inputs/runFilters';
import { BestRuns } from '../../outputs/bestRuns';
import { listRuns } from '../../api/runList';
import type { Operation } from '../../../../common/items/operation';
import { getManyFields } from './getMany.fields';
import { runJson } from '../../outputs/runJson';

/** A workspace with very many runs is not read for ever; what was found by then comes out. */
const READ_LIMIT_MS = 5 * 60_000;

/**
 * Lists runs of a workflow or of the workspace, newest first. The API has no filters and no order to
 * rely on, so all pages are read, whatever the limit.
 */
export const getMany: Operation = {
	fields: getManyFields,
	async execute(context, itemIndex, batch) {
		const given = optionalIdParameter(context, itemIndex, 'workflowId', 'Workflow');
		const workflowId = given === '' ? undefined : given;
		const filters = readRunFilters(context, itemIndex);
		const limit = readLimit(context, itemIndex);
		const { runs, incomplete } = await listRuns(context, workflowId, {
			collector: new BestRuns(filters, limit),
			stopAtMs: Date.now() + READ_LIMIT_MS,
		});
		if (incomplete !== undefined) batch.hint(incomplete);
		// An agent tells runs of a list apart by their time.
		return runs.map((run) => ({
			json: { ...runJson(context, run), createdAt: run.createdAt },
		}));
	},
};

function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return Infinity;
	const limit: unknown = context.getNodeParameter('limit', itemIndex, 50);
	return readCount(context, itemIndex, 'Limit', limit, { min: 1 });
}
