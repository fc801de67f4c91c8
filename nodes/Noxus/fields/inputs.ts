import { choiceField, notice } from '../../../common/items/fieldTypes';
import type { Field, FieldProperty } from '../../../common/items/fields';
import { inputRows } from './inputRows';

/** A parameter of a form of its own, read where it is used. */
const raw = (property: FieldProperty): Field<unknown> => ({ property, parse: (value) => value });

/** The form of the chosen workflow. Required fields cannot be removed from it (mode `add`). */
const inputForm = raw({
	displayName: 'Workflow Inputs',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'One field for each input of the chosen workflow',
	typeOptions: {
		loadOptionsDependsOn: ['workflowId.value', 'options.workflowVersionId'],
		resourceMapper: {
			resourceMapperMethod: 'getWorkflowInputs',
			mode: 'add',
			valuesLabel: 'Inputs',
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
		displayName: 'Inputs',
		default: 'form',
		description: 'How to give the inputs of the workflow',
		options: [
			{
				name: 'Using the Form of the Workflow',
				value: 'form',
				description: 'One field for each input that the chosen workflow has',
			},
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'Rows with the name and the value of an input',
			},
			{ name: 'Using JSON', value: 'json', description: 'All inputs as one JSON object' },
		],
	}),
	inputForm,
	formNotice: notice(
		'Fields marked (file), (image), (audio) or (list of …) take the name of a file in the Binary tab of the input (often data), an https URL, or the output of File: Upload. Several: with commas between.',
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
		description: 'One entry per input; a file is {"uri": "…", "name": "…"}',
		displayOptions: { show: { inputMode: ['json'] } },
	}),
};
