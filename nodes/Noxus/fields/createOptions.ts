import {
	choiceField,
	flagField,
	listField,
	numberField,
	textField,
} from '../../../common/items/fieldTypes';
import { hiddenInTools, type Field, type ValuesOf } from '../../../common/items/fields';
import { toUuid } from '../../../common/items/values';
import { callbackOptions } from './callback';

/** A saved version, from a list that is loaded, or by ID. Empty is the current one. */
const workflowVersionId: Field<string> = {
	property: {
		displayName: 'Workflow Version Name or ID',
		type: 'options',
		default: '',
		typeOptions: {
			loadOptionsMethod: 'getWorkflowVersions',
			loadOptionsDependsOn: ['workflowId.value'],
		},
		description:
			'The saved version of the workflow to run. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	parse: toUuid,
};

/** Fields of the request body that few people need (API page "Create Run"). */
const bodyOptions = {
	workflowVersionId,
	nodeIds: listField({
		displayName: 'Only These Node IDs',
		placeholder: 'e.g. node-1, node-2',
		description: 'Runs only these nodes and what they depend on. Separate IDs with commas.',
	}),
	singleNodeId: textField({
		displayName: 'Single Node ID',
		description: 'Runs this node alone. The inputs must be all that the node needs.',
	}),
	tracing: flagField({
		displayName: 'Tracing',
		default: false,
		description: 'Whether Noxus sends OpenTelemetry traces of this run',
	}),
	debugger: textField({
		displayName: 'Debugger Session ID',
		description: 'The session of the Noxus workflow editor that shows the run live',
	}),
	groupId: textField({
		displayName: 'Workspace ID',
		description: "The workspace to run in. Leave empty for the API key's own.",
	}),
};

/** How binary properties of the item are sent to Noxus. */
const fileOptions = hiddenInTools({
	sendFiles: choiceField({
		displayName: 'Send Files',
		default: 'auto',
		description: 'How files from n8n are sent to Noxus. URLs and stored files are not touched.',
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
	}),
	uploadAboveMb: numberField({
		displayName: 'Upload Files Above (MB)',
		default: 5,
		min: 0,
		description:
			'How much is sent inside the request if files are sent automatically: the files of an item together, up to this. The others are uploaded first.',
	}),
});

/** Options of all operations that start a run. */
export const createOptions = {
	checkInputs: flagField({
		displayName: 'Check Inputs First',
		default: true,
		description:
			'Whether to read the workflow once, and to compare the names of the inputs with it before a run is started',
	}),
	...fileOptions,
	...callbackOptions,
	...bodyOptions,
};

export type CreateOptions = ValuesOf<typeof createOptions>;
