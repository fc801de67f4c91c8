import type { INodeProperties } from 'n8n-workflow';

import type { InputField } from '../inputs/inputField';
import { formFields } from './form.fields';

/** A value field of a row, shown for one type of value only. */
function valueField(
	type: string,
	field: Omit<INodeProperties, 'name'> & { name: keyof InputField },
): INodeProperties {
	return { ...field, displayOptions: { show: { type: [type] } } };
}

const fileName: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. report.pdf',
	description:
		'The name the file has in the run. Leave empty to keep that of the stored file, or the end of the URL.',
	displayOptions: { show: { type: ['url', 'storedFile'] } },
};

const rowFields: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Question',
		description:
			'The label of the input, as written on its node in Noxus. The ID of the node works too, and node_id::input_name.',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'text',
		options: [
			{
				name: 'Binary Property',
				value: 'binaryProperty',
				description: 'A file from the incoming n8n item',
			},
			{ name: 'JSON', value: 'json', description: 'A list, an object, or any other JSON' },
			{ name: 'Number', value: 'number', description: 'A whole or decimal number' },
			{
				name: 'Stored File',
				value: 'storedFile',
				description: 'A file that is at Noxus already, by its spot:// uri',
			},
			{ name: 'Text', value: 'text', description: 'Any text, sent as it is' },
			{ name: 'True or False', value: 'boolean', description: 'A yes or no' },
			{
				name: 'URL of a File',
				value: 'url',
				description: 'A file that Noxus downloads: a public address, 25 MB at most',
			},
		],
	},
	valueField('text', { displayName: 'Value', name: 'textValue', type: 'string', default: '' }),
	valueField('number', { displayName: 'Value', name: 'numberValue', type: 'number', default: 0 }),
	valueField('boolean', {
		displayName: 'Value',
		name: 'booleanValue',
		type: 'boolean',
		default: true,
		description: 'Whether the input is true',
	}),
	valueField('json', { displayName: 'Value', name: 'jsonValue', type: 'json', default: '{}' }),
	valueField('binaryProperty', {
		displayName: 'Input Binary Field(s)',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		hint: 'The name of the file in the Binary tab of the input, often data. For an input that takes a list, several names with commas between.',
	}),
	valueField('url', {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/report.pdf',
	}),
	valueField('storedFile', {
		displayName: 'File URI',
		name: 'fileUri',
		type: 'string',
		default: '',
		placeholder: 'e.g. spot://3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The uri that File: Upload returns',
	}),
	fileName,
];

/** The inputs of a run, in the ways that a user can give them. */
export function inputFields(operations: string[]): INodeProperties[] {
	const show = { resource: ['run'], operation: operations };
	return [
		{
			displayName: 'Inputs',
			name: 'inputMode',
			type: 'options',
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
				{
					name: 'Using JSON',
					value: 'json',
					description: 'All inputs as one JSON object',
				},
			],
			displayOptions: { show },
		},
		...formFields(show),
		{
			displayName: 'Input Fields',
			name: 'inputFields',
			type: 'fixedCollection',
			placeholder: 'Add Input',
			default: {},
			typeOptions: { multipleValues: true, sortable: true },
			displayOptions: { show: { ...show, inputMode: ['fields'] } },
			options: [{ displayName: 'Inputs', name: 'values', values: rowFields }],
		},
		{
			displayName: 'Input JSON',
			name: 'inputJson',
			type: 'json',
			default: '{}',
			description: 'One entry per input; a file is {"uri": "…", "name": "…"}',
			displayOptions: { show: { ...show, inputMode: ['json'] } },
		},
	];
}
