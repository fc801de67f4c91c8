import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_UPLOAD_ABOVE_MB } from '../inputs/sendSettings';
import { validDaysOption } from './callback.fields';

const checkInputs: INodeProperties = {
	displayName: 'Check Inputs First',
	name: 'checkInputs',
	type: 'boolean',
	default: true,
	description:
		'Whether to read the workflow once, and to compare the names of the inputs with it before a run is started',
};

/** Fields of the request body that few people need (API page "Create Run"). */
const bodyOptions: INodeProperties[] = [
	{
		displayName: 'Debugger Session ID',
		name: 'debugger',
		type: 'string',
		default: '',
		description: 'The session of the Noxus workflow editor that shows the run live',
	},
	{
		displayName: 'Only These Node IDs',
		name: 'nodeIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. node-1, node-2',
		description: 'Runs only these nodes and what they depend on. Separate IDs with commas.',
	},
	{
		displayName: 'Single Node ID',
		name: 'singleNodeId',
		type: 'string',
		default: '',
		description: 'Runs this node alone. The inputs must be all that the node needs.',
	},
	{
		displayName: 'Tracing',
		name: 'tracing',
		type: 'boolean',
		default: false,
		description: 'Whether Noxus sends OpenTelemetry traces of this run',
	},
	{
		displayName: 'Workflow Version Name or ID',
		name: 'workflowVersionId',
		type: 'options',
		default: '',
		typeOptions: {
			loadOptionsMethod: 'getWorkflowVersions',
			loadOptionsDependsOn: ['workflowId.value'],
		},
		description:
			'The saved version of the workflow to run. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Workspace ID',
		name: 'groupId',
		type: 'string',
		default: '',
		description: "The workspace to run in. Leave empty for the API key's own.",
	},
];

/** How binary properties of the item go to Noxus. */
const fileOptions: INodeProperties[] = [
	{
		displayName: 'Send Files',
		name: 'sendFiles',
		type: 'options',
		default: 'auto',
		description: 'How files from n8n go to Noxus. URLs and stored files are not touched.',
		options: [
			{
				name: 'Automatically',
				value: 'auto',
				description: 'Small files inside the request, larger ones are uploaded first',
			},
			{
				name: 'Inside the Request',
				value: 'dataUri',
				description: 'As data URIs, in one request. The files are held in memory as a whole.',
			},
			{
				name: 'Upload First',
				value: 'upload',
				description: 'Streamed to Noxus piece by piece, a request for each file',
			},
		],
	},
	{
		displayName: 'Upload Files Above (MB)',
		name: 'uploadAboveMb',
		type: 'number',
		default: DEFAULT_UPLOAD_ABOVE_MB,
		typeOptions: { minValue: 0 },
		description:
			'How much goes inside the request where files are sent automatically: the files of an item together, up to this. The others are uploaded first.',
	},
];

/** The Options of an operation that starts a run, with those of its own, sorted as n8n wants it. */
export function createOptions(operation: string, own: INodeProperties[] = []): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: ['run'], operation: [operation] } },
		options: [...own, validDaysOption, checkInputs, ...bodyOptions, ...fileOptions].sort((a, b) =>
			a.displayName.localeCompare(b.displayName),
		),
	};
}
