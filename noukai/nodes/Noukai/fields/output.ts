import { choiceField } from '../../../../common/items/fieldTypes';

/** How the result of a flow is returned. */
export const outputFields = {
	outputMode: choiceField({
		displayName: 'Output',
		default: 'simplified',
		description: 'What the field output of the item holds',
		options: [
			{ name: 'Raw', value: 'raw', description: 'The result as Noukai returns it' },
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The result, or its value if it has a single field',
			},
		],
	}),
};

export type OutputMode = 'raw' | 'simplified';
