import type { INodeProperties } from 'n8n-workflow';

import { choiceField } from '../../../common/items/fieldTypes';
import {
	IN_TOOLS,
	toProperties,
	type Field,
	type FieldProperty,
} from '../../../common/items/fields';

/** What a value of a row is. */
export const rowType = choiceField({
	displayName: 'Type',
	default: 'text',
	options: [
		{
			name: 'Binary Property',
			value: 'binaryProperty',
			description: 'A file from the incoming n8n item',
			displayOptions: IN_TOOLS,
		},
		{ name: 'JSON', value: 'json', description: 'A list, an object, or any other JSON' },
		{ name: 'Number', value: 'number', description: 'A whole or decimal number' },
		{
			name: 'Stored File',
			value: 'storedFile',
			description: 'A file that is stored in Noxus, by its spot:// URI',
		},
		{ name: 'Text', value: 'text', description: 'Any text, sent as it is' },
		{ name: 'True or False', value: 'boolean', description: 'A yes or no' },
		{
			name: 'URL of a File',
			value: 'url',
			description: 'A file that Noxus downloads: a public address, 25 MB at most',
		},
	],
});

/** A field of a row for some types of values; it is read by the type, with the name of the input. */
const forTypes = (types: string[], property: FieldProperty): Field<unknown> => ({
	property: { ...property, displayOptions: { show: { type: types } } },
	parse: (value) => value,
});

const rowFields = {
	name: {
		property: {
			displayName: 'Name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Question',
			description:
				'The label of the input, as written on its node in Noxus. The ID of the node works too, and node_id::input_name.',
		},
		parse: (value: unknown) => value,
	} satisfies Field<unknown>,
	type: rowType,
	textValue: forTypes(['text'], { displayName: 'Value', type: 'string', default: '' }),
	numberValue: forTypes(['number'], { displayName: 'Value', type: 'number', default: 0 }),
	booleanValue: forTypes(['boolean'], {
		displayName: 'Value',
		type: 'boolean',
		default: true,
		description: 'Whether the input is true',
	}),
	jsonValue: forTypes(['json'], { displayName: 'Value', type: 'json', default: '{}' }),
	binaryPropertyName: forTypes(['binaryProperty'], {
		displayName: 'Input Binary Field(s)',
		type: 'string',
		default: 'data',
		hint: 'The name of the file in the Binary tab of the input, often data. For an input that takes a list, several names with commas between.',
	}),
	url: forTypes(['url'], {
		displayName: 'URL',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/report.pdf',
	}),
	fileUri: forTypes(['storedFile'], {
		displayName: 'File URI',
		type: 'string',
		default: '',
		placeholder: 'e.g. spot://3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The uri that File: Upload returns',
	}),
	fileName: forTypes(['url', 'storedFile'], {
		displayName: 'File Name',
		type: 'string',
		default: '',
		placeholder: 'e.g. report.pdf',
		description:
			'The name the file has in the run. Leave empty to keep that of the stored file, or the end of the URL.',
	}),
};

/** One row of the parameter `inputFields`, as it is stored. */
export type InputRow = Partial<Record<keyof typeof rowFields, unknown>>;

/** The descriptions of the fields of a row. */
export const inputRows: INodeProperties[] = toProperties(rowFields);
