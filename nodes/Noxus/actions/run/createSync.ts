import type { IDataObject } from 'n8n-workflow';

import {
	collection,
	hiddenInTools,
	readField,
	toProperties,
	withFirst,
} from '../../../../common/items/fields';
import { flagField, notice } from '../../../../common/items/fieldTypes';
import type { Item } from '../../../../common/items/item';
import { withRunUrl } from '../../api/runUrl';
import { unknownRun, withWorkflowName, type Run } from '../../api/run';
import { createSyncRun, getRun, type RunRef } from '../../api/runs';
import { endsWait, isFinal } from '../../api/runState';
import type { SyncAnswer } from '../../api/syncAnswer';
import { callbackFields } from '../../fields/callback';
import { createOptions } from '../../fields/createOptions';
import { MOST_USED } from '../../fields/mostUsed';
import { outputOptions, readOutputSettings } from '../../fields/output';
import { concurrencyOptions } from '../../fields/wait';
import { requiredWorkflow } from '../../fields/workflow';
import { readCreateBody } from '../../inputs/createBody';
import { sendFiles } from '../../inputs/sendFiles';
import { endedRunJson, timedOutRunJson, withRunId } from '../../outputs/endedRun';
import { unfinishedHint } from '../../outputs/unfinishedRun';
import { toRunItem } from '../../outputs/runItem';
import { runResult } from '../../outputs/runResult';
import type { NoxusOperation } from '../../runBatch';
import { recallWorkflow } from './startedWorkflow';
import { readMaxConcurrentRuns } from './concurrency';

const syncOptions = {
	...hiddenInTools({
		outputOnly: flagField({
			displayName: 'Output Only',
			default: false,
			description:
				'Whether to return only the output, without the run ID and status. Failed runs then look successful.',
		}),
	}),
	useOutputIds: flagField({
		displayName: 'Use Output IDs',
		default: false,
		description:
			'Whether to use node IDs instead of labels as keys of the output. Selected Outputs are then node IDs, too.',
	}),
};

const fields = {
	syncNotice: notice(
		'Noxus ends this request after 120 seconds, but the run continues. For longer runs, use Create and Wait.',
	),
	...callbackFields,
	options: collection(
		withFirst(MOST_USED, {
			...outputOptions,
			...createOptions,
			...syncOptions,
			...concurrencyOptions,
		}),
	),
};

/** Starts a run and lets Noxus hold the answer until the end, for at most 120 s. */
export const createSync: NoxusOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['createSync'] }),
	itemsAtOnce: readMaxConcurrentRuns,
	async execute(item, batch) {
		const { client } = item;
		const workflowId = readField(item, { workflowId: requiredWorkflow }, 'workflowId');
		const options = readField(item, fields, 'options');
		const output = readOutputSettings(item, options);
		const query = {
			// An agent must always read the run ID.
			...(options.outputOnly && !item.isToolCall && { output_only: true }),
			...(options.useOutputIds && { use_output_ids: true }),
		};
		const body = await readCreateBody(item, workflowId, options, batch);
		const sent = await sendFiles(item, body, options, batch);
		const answer = await createSyncRun(client, workflowId, sent, query);
		if (answer.kind !== 'output') {
			batch.jobs.note(answer.kind === 'run' ? answer.run.id : answer.runId);
		}
		const workflow = { workflowId, versionId: options.workflowVersionId };
		const { name, outputShape } = await recallWorkflow(item, batch, workflow);
		const { run, json } = await readRun(item, { workflowId, workflowName: name }, answer);
		if (run.id !== '') batch.tracedRuns.push(run);
		if (run.status !== '' && !isFinal(run.status)) batch.hints.add(unfinishedHint(run));
		return await runResult(client, batch.hints, run, json, { ...output, ...outputShape });
	},
};

/** An answer without a status may be that of a failed run, so the run is read if it has an ID. */
async function readRun(
	{ client }: Item,
	{ workflowId, workflowName }: Omit<RunRef, 'runId'>,
	answer: SyncAnswer,
): Promise<{ run: Run; json: IDataObject }> {
	if (answer.kind === 'output') {
		const known = withWorkflowName(unknownRun('', workflowId), workflowName);
		const run = { ...known, output: answer.output };
		return { run, json: { ...toRunItem(run), runId: null, status: null } };
	}
	if (answer.kind === 'run') {
		const run = withWorkflowName(answer.run, workflowName);
		const known = { ...run, workflowId: run.workflowId || workflowId };
		return withJson(client, await withRunUrl(client, known));
	}
	const { runId, output } = answer;
	const run = await withRunId(client.node, unknownRun(runId, workflowId), () =>
		getRun(client, { runId, workflowId, workflowName }),
	);
	return withJson(client, { ...run, output });
}

/** At 120 s Noxus may answer with a run that continues. */
function withJson({ node }: Item['client'], run: Run): { run: Run; json: IDataObject } {
	return { run, json: endsWait(run.status) ? endedRunJson(node, run) : timedOutRunJson(run) };
}
