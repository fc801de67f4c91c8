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
		displayName: 'Node IDs to Run',
		placeholder: 'e.g. node-1, node-2',
		description:
			'Run only these Noxus nodes and the nodes they depend on. Separate IDs with commas.',
	}),
	singleNodeId: textField({
		displayName: 'Single Node ID',
		description: 'Run only this Noxus node. The inputs must contain everything it needs.',
	}),
	tracing: flagField({
		displayName: 'Tracing',
		default: false,
		description: 'Whether Noxus sends OpenTelemetry traces of the run, for monitoring',
	}),
	debugger: textField({
		displayName: 'Debugger Session ID',
		description:
			'The ID of an open session of the Noxus workflow editor, which then shows the run live',
	}),
	groupId: textField({
		displayName: 'Workspace ID',
		description: 'The Noxus workspace to run in. Leave empty to use the workspace of the API key.',
	}),
};

/** How binary properties of the item are sent to Noxus. */
const fileOptions = hiddenInTools({
	sendFiles: choiceField({
		displayName: 'Send Files',
		default: 'auto',
		description: 'How to send files from n8n to Noxus. Does not apply to URLs and stored files.',
		options: [
			{
				name: 'Automatically',
				value: 'auto',
				description: 'Small files are sent in the request, larger files are uploaded first',
			},
			{
				name: 'Inside the Request',
				value: 'dataUri',
				description: 'Files are sent together with the inputs and held in memory',
			},
			{
				name: 'Upload First',
				value: 'upload',
				description: 'Files are streamed to Noxus before the run starts, one request per file',
			},
		],
	}),
	uploadAboveMb: numberField({
		displayName: 'Upload Files Above (MB)',
		default: 5,
		min: 0,
		description:
			'Maximum total size of the files of an item to send in the request if Send Files is Automatically. Other files are uploaded first.',
	}),
});

/** Options of all operations that start a run. */
export const createOptions = {
	checkInputs: flagField({
		displayName: 'Check Inputs First',
		default: true,
		description: 'Whether to check the input names against the workflow before starting runs',
	}),
	...fileOptions,
	...callbackOptions,
	...bodyOptions,
};

export type CreateOptions = ValuesOf<typeof createOptions>;
