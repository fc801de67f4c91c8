import { readCreateBody } from '../../inputs/createBody';
import { idParameter } from '../../inputs/parameters';
import { createRun } from '../../transport/runs';
import type { Operation } from '../operation';
import { createOptions } from './options.fields';
import { runJson } from './runJson';
import { concurrencyOption } from './wait.fields';

/** Starts a run and returns it at once. */
export const create: Operation = {
	fields: [createOptions('create', [concurrencyOption])],
	isSideBySide: true,
	async execute(context, itemIndex, batch) {
		const workflowId = idParameter(context, itemIndex, 'workflowId', 'Workflow');
		const body = await readCreateBody(context, itemIndex);
		const run = await createRun(context, workflowId, body);
		batch.runs.note(run.id);
		return { json: runJson(context, run) };
	},
};
