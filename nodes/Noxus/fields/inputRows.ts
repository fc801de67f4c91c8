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
			name: 'Binary File',
			value: 'binaryProperty',
			description: 'A file in a binary field of the input item',
			displayOptions: IN_TOOLS,
		},
		{ name: 'JSON', value: 'json', description: 'A list, an object, or any other JSON' },
		{ name: 'Number', value: 'number', description: 'A whole or decimal number' },
		{
			name: 'Stored File',
			value: 'storedFile',
			description: 'A file stored in Noxus, identified by its spot:// URI',
		},
		{ name: 'Text', value: 'text', description: 'Plain text, sent unchanged' },
		{ name: 'True or False', value: 'boolean', description: 'A yes-or-no value' },
		{
			name: 'File URL',
			value: 'url',
			description: 'A file that Noxus downloads from a public address, up to 25 MB',
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
				'The label of the input in Noxus. Its node ID or node_id::input_name also works.',
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
		hint: 'The name of the input binary field containing the file, usually data. Separate several with commas if the input is a list.',
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
		description: 'The uri returned by File: Upload',
	}),
	fileName: forTypes(['url', 'storedFile'], {
		displayName: 'File Name',
		type: 'string',
		default: '',
		placeholder: 'e.g. report.pdf',
		description:
			'The name of the file in the run. Leave empty to use the name of the stored file or the end of the URL.',
	}),
};

/** One row of the parameter `inputFields`, as it is stored. */
export type InputRow = Partial<Record<keyof typeof rowFields, unknown>>;

/** The descriptions of the fields of a row. */
export const inputRows: INodeProperties[] = toProperties(rowFields);
