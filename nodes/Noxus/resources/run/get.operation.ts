import { idParameter, textParameter } from '../../inputs/parameters';
import { toRunItem } from '../../outputs/runItem';
import { findWorkflowId, getRun } from '../../transport/runs';
import type { Operation } from '../operation';

/** Reads a run as it is now. A failed one is a result here: the request for it was answered. */
export const get: Operation = {
	fields: [
		{
			displayName: 'Run ID',
			name: 'runId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
			description: 'The runId of an item that another Noxus operation or the Noxus Trigger gave',
			displayOptions: { show: { resource: ['run'], operation: ['get'] } },
		},
	],
	async execute(context, itemIndex) {
		const runId = idParameter(context, itemIndex, 'runId', 'Run ID');
		const given = textParameter(context, itemIndex, 'workflowId', { extractValue: true });
		const workflowId =
			given === ''
				? await findWorkflowId(context, runId)
				: idParameter(context, itemIndex, 'workflowId', 'Workflow');
		return { json: toRunItem(await getRun(context, { runId, workflowId })) };
	},
};
