import { readCreateBody } from '../../inputs/createBody';
import { idParameter } from '../../../../common/items/parameters';
import { sendFiles } from '../../inputs/sendFiles';
import { createRun } from '../../api/runs';
import type { Operation } from '../../../../common/items/operation';
import { callbackFields } from '../../fields/callback.fields';
import { createOptions } from '../../fields/options.fields';
import { runJson } from '../../outputs/runJson';
import { concurrencyOption } from '../../fields/wait.fields';

/** Starts a run and returns it at once. */
export const create: Operation = {
	fields: [...callbackFields('create'), createOptions('create', [concurrencyOption])],
	isSideBySide: true,
	async execute(context, itemIndex, batch) {
		const workflowId = idParameter(context, itemIndex, 'workflowId', 'Workflow');
		const body = await readCreateBody(context, itemIndex, workflowId, batch);
		const sent = await sendFiles(context, itemIndex, body, (text) => batch.hint(text));
		const run = await createRun(context, workflowId, sent);
		batch.runs.note(run.id);
		return { json: runJson(context, run) };
	},
};
