import type { INodeProperties } from 'n8n-workflow';

/** Options of all operations that give the output of a run. */
export const outputOptions: INodeProperties[] = [
	{
		displayName: 'Download Files',
		name: 'downloadFiles',
		type: 'boolean',
		default: false,
		description:
			'Whether every file in the output also comes as binary data, named by its place in the output: Report, Reports_0, Reports_1',
	},
	{
		displayName: 'Fetch Full Text',
		name: 'fetchFullText',
		type: 'boolean',
		default: true,
		description:
			'Whether texts that Noxus cut off, at 16,000 characters, are fetched in full. With the Output set to Raw, only if this option is added.',
	},
];

type Show = NonNullable<INodeProperties['displayOptions']>['show'];

/** How the output of a run comes out, for operations of the Noxus node. */
export function outputFields(operations: string[]): INodeProperties[] {
	return outputFieldsWhere({ resource: ['run'], operation: operations }, [
		'workflowId.value',
		'options.workflowVersionId',
	]);
}

/** The same for any node; `dependsOn` are the parameters that the list of outputs is made from. */
export function outputFieldsWhere(show: Show, dependsOn: string[]): INodeProperties[] {
	return [
		{
			displayName: 'Output',
			name: 'outputMode',
			type: 'options',
			default: 'simplified',
			description: 'What the field output of the item holds',
			displayOptions: { show },
			options: [
				{ name: 'Raw', value: 'raw', description: 'What Noxus returns, unchanged' },
				{
					name: 'Selected Outputs',
					value: 'selected',
					description: 'The outputs that you choose, under their labels, with texts as plain text',
				},
				{
					name: 'Simplified',
					value: 'simplified',
					description:
						'A single output by itself, several under their labels, with texts as plain text',
				},
			],
		},
		{
			displayName: 'Output Names or IDs',
			name: 'outputNames',
			type: 'multiOptions',
			default: [],
			description:
				'The outputs you want; the list needs a chosen Workflow. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			typeOptions: {
				loadOptionsMethod: 'getWorkflowOutputs',
				loadOptionsDependsOn: dependsOn,
			},
			displayOptions: { show: { ...show, outputMode: ['selected'] } },
		},
	];
}
