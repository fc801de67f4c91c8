import type { INodeProperties } from 'n8n-workflow';

import { optionalWorkflow } from './workflow.fields';

/** The fields that name one run, for operations on a run that exists. */
export function runIdFields(operations: string[]): INodeProperties[] {
	return [
		{
			displayName: 'Run ID',
			name: 'runId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
			description: 'The runId of an item that another Noxus operation or the Noxus Trigger gave',
			displayOptions: { show: { resource: ['run'], operation: operations } },
		},
		optionalWorkflow(operations),
	];
}
