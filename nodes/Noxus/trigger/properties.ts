import type { INodeProperties } from 'n8n-workflow';

import { outputFieldsWhere, outputOptions } from '../fields/output.fields';

const isConfirmed = ['confirm', 'confirmAndToken'];
const withCredential = ['confirm', 'token', 'confirmAndToken'];

const proofOfOrigin: INodeProperties = {
	displayName: 'Proof of Origin',
	name: 'proofOfOrigin',
	type: 'options',
	noDataExpression: true,
	default: 'confirm',
	description:
		'How the trigger makes sure that a callback comes from Noxus, and not from a stranger who knows the URL',
	options: [
		{
			name: 'Both',
			value: 'confirmAndToken',
			description: 'The token is checked first, and then Noxus is asked',
		},
		{
			name: 'Callback Token',
			value: 'token',
			description:
				'The URL must carry a token that a Noxus node added. No request to Noxus; what the callback says is believed.',
		},
		{
			name: 'Confirm with Noxus',
			value: 'confirm',
			description: 'Each run is read from Noxus before anything starts, at the cost of a request',
		},
		{ name: 'None', value: 'none', description: 'Whoever knows the URL can start this workflow' },
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		...outputOptions.map((option) => ({
			...option,
			displayOptions: { show: { '/proofOfOrigin': withCredential } },
		})),
		{
			displayName: 'Include Headers',
			name: 'includeHeaders',
			type: 'boolean',
			default: false,
			description: 'Whether the item also has the headers of the request, without keys and cookies',
		},
		{
			displayName: 'Workspace ID',
			name: 'groupId',
			type: 'string',
			default: '',
			description: 'Only runs of this Noxus workspace. Leave empty for all.',
			displayOptions: { show: { '/proofOfOrigin': isConfirmed } },
		},
	],
};

/** The fields of the trigger's panel. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Copy the Production URL from Webhook URLs above. In the Noxus node that starts the run, choose Callback: Noxus Trigger, and paste it. Noxus must be able to reach it: an n8n on localhost is out of its reach.',
		name: 'urlNotice',
		type: 'notice',
		default: '',
	},
	proofOfOrigin,
	{
		displayName:
			'Anyone who learns the URL can start this workflow, with any content. Choose this only where something before n8n lets nobody but Noxus through. The lists below stay empty: enter IDs by an expression.',
		name: 'noProofNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { proofOfOrigin: ['none'] } },
	},
	{
		displayName:
			'Only runs that your Noxus nodes started are let in: choose Callback: Noxus Trigger there. Both nodes need the same credential, or the same Callback Secret in theirs.',
		name: 'tokenNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { proofOfOrigin: ['token', 'confirmAndToken'] } },
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		required: true,
		default: ['completed', 'failed', 'stopped'],
		description: 'How a run has to end to start this workflow',
		options: [
			{ name: 'Completed', value: 'completed' },
			{ name: 'Failed', value: 'failed' },
			{ name: 'Stopped', value: 'stopped' },
		],
	},
	{
		displayName: 'Workflow Names or IDs',
		name: 'workflowIds',
		type: 'multiOptions',
		default: [],
		typeOptions: { loadOptionsMethod: 'getWorkflows' },
		description:
			'Only runs of these Noxus workflows; none chosen means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	...outputFieldsWhere({}, ['workflowIds']),
	options,
];
