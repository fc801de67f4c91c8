import type { IDataObject } from 'n8n-workflow';

import { collection, readField, toProperties } from '../../../../common/items/fields';
import { withWorkflowName } from '../../api/run';
import { listRuns } from '../../api/runList';
import { limitFields, readLimit } from '../../../../common/items/limitFields';
import { runFilters, toRunFilters } from '../../fields/runFilters';
import { listedWorkflow } from '../../fields/workflow';
import { BestRuns } from '../../outputs/bestRuns';
import { chosenWorkflowName } from '../../fields/workflowName';
import { runJson } from '../../outputs/runJson';
import type { NoxusOperation } from '../../runBatch';

/** A workspace with very many runs is not read for ever; what was found by then is returned. */
const READ_LIMIT_MS = 5 * 60_000;

const fields = {
	workflowId: listedWorkflow,
	...limitFields,
	filters: collection(runFilters, { displayName: 'Filters', placeholder: 'Add Filter' }),
};

/** The list of the workspace has no outputs (API page "Get Run by ID"), and mostly no reasons. */
function withoutOutput(json: IDataObject): IDataObject {
	const { output, errorMessage, ...rest } = json;
	return {
		...rest,
		...((output ?? null) !== null && { output }),
		...((errorMessage ?? null) !== null && { errorMessage }),
	};
}

/**
 * Lists runs of a workflow or of the workspace, newest first. The API has no filters and no order to
 * rely on, so all pages are read, whatever the limit.
 */
export const getMany: NoxusOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['getMany'] }),
	async execute(item, { hints }) {
		const given = readField(item, fields, 'workflowId');
		const workflowId = given === '' ? undefined : given;
		const filters = toRunFilters(readField(item, fields, 'filters'));
		const { runs, incomplete } = await listRuns(item.client, workflowId, {
			collector: new BestRuns(filters, readLimit(item)),
			stopAtMs: Date.now() + READ_LIMIT_MS,
		});
		if (incomplete !== undefined) hints.add(incomplete);
		// An AI agent distinguishes runs of a list by their time.
		const name = chosenWorkflowName(item);
		return runs.map((run) => {
			const json = { ...runJson(item, withWorkflowName(run, name)), createdAt: run.createdAt };
			return { json: workflowId === undefined ? withoutOutput(json) : json };
		});
	},
};
