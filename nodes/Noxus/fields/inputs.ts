import { choiceField, notice } from '../../../common/items/fieldTypes';
import type { Field, FieldProperty } from '../../../common/items/fields';
import { inputRows } from './inputRows';

/** A parameter of a form of its own, read where it is used. */
const raw = (property: FieldProperty): Field<unknown> => ({ property, parse: (value) => value });

/** For the editor alone, when it loads the form: what is then in the form decides. */
const modelInputs = choiceField({
	displayName: 'Let the Model Fill In',
	noDataExpression: true,
	default: 'required',
	description: 'Which inputs the AI model fills in. Choose this before you select the workflow.',
	options: [
		{
			name: 'All Inputs',
			value: 'all',
			description: 'Including inputs that have a value in Noxus',
		},
		{ name: 'Nothing', value: 'none', description: 'Fill in the form yourself' },
		{
			name: 'Required Inputs',
			value: 'required',
			description: 'Only inputs without a value in Noxus',
		},
	],
	displayOptions: { show: { inputMode: ['form'], '@tool': [true] } },
});

/** The form of the chosen workflow. Required fields cannot be removed from it (mode `add`). */
const inputForm = raw({
	displayName: 'Workflow Inputs',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'One field for each input of the selected workflow',
	typeOptions: {
		loadOptionsDependsOn: ['workflowId.value', 'options.workflowVersionId', 'modelInputs'],
		resourceMapper: {
			resourceMapperMethod: 'getWorkflowInputs',
			mode: 'add',
			valuesLabel: 'Workflow Inputs',
			fieldWords: { singular: 'input', plural: 'inputs' },
			addAllFields: true,
			supportAutoMap: true,
			hideNoDataError: true,
		},
	},
	displayOptions: { show: { inputMode: ['form'] } },
});

/** The inputs of a run, in the ways that a user can give them. */
export const inputFields = {
	inputMode: choiceField({
		displayName: 'Specify Inputs',
		default: 'form',
		description: 'How to specify the inputs of the workflow',
		options: [
			{
				name: 'Using Workflow Form',
				value: 'form',
				description: 'One field for each input of the selected workflow',
			},
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'One row for each input, with its name and value',
			},
			{ name: 'Using JSON', value: 'json', description: 'All inputs as one JSON object' },
		],
	}),
	modelInputs,
	inputForm,
	formNotice: notice(
		'For inputs marked as file, image or audio, enter the name of the binary field (usually data), an https URL, or a spot:// URI returned by File: Upload. Separate several with commas.',
		// With a slash: n8n 1 takes each other name for that of a parameter to be resolved first
		// (n8n-workflow node-helpers.js, getParameterResolveOrder).
		{ show: { inputMode: ['form'], '/inputForm.schema[0].formHasFiles': [true] } },
	),
	inputFields: raw({
		displayName: 'Input Fields',
		type: 'fixedCollection',
		placeholder: 'Add Input',
		default: {},
		typeOptions: { multipleValues: true, sortable: true },
		options: [{ displayName: 'Inputs', name: 'values', values: inputRows }],
		displayOptions: { show: { inputMode: ['fields'] } },
	}),
	inputJson: raw({
		displayName: 'Input JSON',
		type: 'json',
		default: '{}',
		description:
			'An object with one entry per input. A file is written as {"uri": "…", "name": "…"}.',
		displayOptions: { show: { inputMode: ['json'] } },
	}),
};
