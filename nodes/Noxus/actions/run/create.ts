import { collection, readField, toProperties, withFirst } from '../../../../common/items/fields';
import { withWorkflowName } from '../../api/run';
import { createRun } from '../../api/runs';
import { callbackFields } from '../../fields/callback';
import { createOptions } from '../../fields/createOptions';
import { MOST_USED } from '../../fields/mostUsed';
import { concurrencyOptions } from '../../fields/wait';
import { requiredWorkflow } from '../../fields/workflow';
import { readCreateBody } from '../../inputs/createBody';
import { sendFiles } from '../../inputs/sendFiles';
import { withRunId } from '../../outputs/endedRun';
import { runJson } from '../../outputs/runJson';
import type { NoxusOperation } from '../../runBatch';
import { recallWorkflow } from './startedWorkflow';
import { readMaxConcurrentRuns } from './concurrency';

const fields = {
	...callbackFields,
	options: collection(withFirst(MOST_USED, { ...createOptions, ...concurrencyOptions })),
};

/** Starts a run and returns it at once. */
export const create: NoxusOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['create'] }),
	itemsAtOnce: readMaxConcurrentRuns,
	async execute(item, batch) {
		const workflowId = readField(item, { workflowId: requiredWorkflow }, 'workflowId');
		const options = readField(item, fields, 'options');
		const body = await readCreateBody(item, workflowId, options, batch);
		const sent = await sendFiles(item, body, options, batch);
		const workflow = { workflowId, versionId: options.workflowVersionId };
		const { name } = await recallWorkflow(item, batch, workflow);
		const run = withWorkflowName(await createRun(item.client, workflowId, sent), name);
		batch.jobs.note(run.id);
		batch.tracedRuns.push(run);
		const { node } = item.client;
		return await withRunId(node, run, async () => ({ json: runJson(item, run) }));
	},
};
