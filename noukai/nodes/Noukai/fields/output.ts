import { choiceField } from '../../../../common/items/fieldTypes';

/** How the result of a flow is returned. */
export const outputFields = {
	outputMode: choiceField({
		displayName: 'Output',
		default: 'simplified',
		description: 'Which data to return in the output field',
		options: [
			{ name: 'Raw', value: 'raw', description: 'The result as Noukai returns it' },
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The value itself for a result with one field, or the whole result',
			},
		],
	}),
};

export type OutputMode = 'raw' | 'simplified';
