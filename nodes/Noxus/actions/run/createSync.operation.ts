import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readCreateBody } from '../../inputs/createBody';
import { readOutputSettings } from '../../inputs/outputSettings';
import { idParameter } from '../../../../common/items/parameters';
import { sendFiles } from '../../inputs/sendFiles';
import { endedRunJson, timedOutRunJson, withRunId } from '../../outputs/endedRun';
import { readSyncAnswer, type SyncAnswer } from '../../api/syncAnswer';
import { toRunItem } from '../../outputs/runItem';
import { unknownRun, type Run } from '../../api/run';
import { createSyncRun, getRun } from '../../api/runs';
import type { Operation } from '../../../../common/items/operation';
import { endsWait } from '../../api/runState';
import { callbackFields } from '../../fields/callback.fields';
import { createOptions } from '../../fields/options.fields';
import { outputOptions } from '../../fields/output.fields';
import { runResult } from '../../outputs/runResult';
import { concurrencyOption } from '../../fields/wait.fields';

/** Starts a run and lets Noxus hold the answer until the end, for 120 s at the most. */
export const createSync: Operation = {
	fields: [
		{
			displayName:
				'Noxus cuts this request after 120 seconds, and the run goes on without you. For longer runs, use Create and Wait.',
			name: 'syncNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { resource: ['run'], operation: ['createSync'] } },
		},
		...callbackFields('createSync'),
		createOptions('createSync', [
			concurrencyOption,
			...outputOptions,
			{
				displayName: 'Output Only',
				name: 'outputOnly',
				type: 'boolean',
				default: false,
				description:
					'Whether Noxus returns the output alone, without the run ID and status. A run that failed then cannot be told from a good one.',
			},
			{
				displayName: 'Use Output IDs',
				name: 'useOutputIds',
				type: 'boolean',
				default: false,
				description:
					'Whether the output is keyed by node IDs instead of labels. Selected Outputs then go by node IDs, too.',
			},
		]),
	],
	isSideBySide: true,
	async execute(context, itemIndex, batch) {
		const workflowId = idParameter(context, itemIndex, 'workflowId', 'Workflow');
		const output = readOutputSettings(context, itemIndex);
		const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
		const query = {
			...(options.outputOnly === true && { output_only: true }),
			...(options.useOutputIds === true && { use_output_ids: true }),
		};
		const body = await readCreateBody(context, itemIndex, workflowId, batch);
		const sent = await sendFiles(context, itemIndex, body, (text) => batch.hint(text));
		const answer = readSyncAnswer(await createSyncRun(context, workflowId, sent, query));
		if (answer.kind !== 'output') {
			batch.runs.note(answer.kind === 'run' ? answer.run.id : answer.runId);
		}
		const { run, json } = await readRun(context, workflowId, answer);
		return await runResult(context, batch, run, json, output);
	},
};

/** An answer without a status may be that of a failed run, so the run is asked for where it has an id. */
async function readRun(
	context: IExecuteFunctions,
	workflowId: string,
	answer: SyncAnswer,
): Promise<{ run: Run; json: IDataObject }> {
	if (answer.kind === 'output') {
		const run = { ...unknownRun('', workflowId), output: answer.output };
		return { run, json: { ...toRunItem(run), runId: null, status: null } };
	}
	if (answer.kind === 'run') {
		const { run } = answer;
		return withJson(context, { ...run, workflowId: run.workflowId || workflowId });
	}
	const { runId, output } = answer;
	const run = await withRunId(context, unknownRun(runId, workflowId), () =>
		getRun(context, { runId, workflowId }),
	);
	return withJson(context, { ...run, output });
}

/** At 120 s Noxus may answer with a run that goes on. */
function withJson(context: IExecuteFunctions, run: Run): { run: Run; json: IDataObject } {
	const hasEnded = endsWait(run.status);
	return { run, json: hasEnded ? endedRunJson(context.getNode(), run) : timedOutRunJson(run) };
}
