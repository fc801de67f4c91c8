import {
	choiceField,
	jsonField,
	numberField,
	textField,
	valueField,
} from '../../../../common/items/fieldTypes';
import { rows } from '../../../../common/items/fields';

/** What becomes of the tools that a flow asks for. The input for tools depends on the first. */
export const toolFields = {
	toolCalls: choiceField({
		displayName: 'Tool Calls',
		noDataExpression: true,
		default: 'none',
		description: 'Whether the flow may call tools, and who runs them',
		options: [
			{
				name: 'Connected Tools',
				value: 'connected',
				description:
					'The tools that are connected to this node. They run when the flow calls them, and it continues with their results.',
			},
			{
				name: 'Hand Out',
				value: 'handOut',
				description:
					'The tools that you describe. The item has the calls, and Flow: Resume continues with your results.',
			},
			{ name: 'None', value: 'none', description: 'The flow gets no tools' },
		],
	}),
	toolDefinitions: jsonField({
		displayName: 'Tools (JSON)',
		default: '[]',
		placeholder: 'e.g. [{ "type": "function", "function": { "name": "get_weather" } }]',
		description:
			'A list of tools in the format of OpenAI: type, and function with name, description and parameters as JSON Schema',
		displayOptions: { show: { toolCalls: ['handOut'] } },
	}),
};

/** Options of all operations whose flow may call tools. */
export const toolOptions = {
	maxToolRounds: numberField({
		displayName: 'Max Tool Rounds',
		default: 10,
		min: 1,
		max: 100,
		isWhole: true,
		description:
			'How often the flow may ask for connected tools and get their results, from 1 to 100',
		displayOptions: { show: { '/toolCalls': ['connected'] } },
	}),
	toolChoice: choiceField({
		displayName: 'Tool Choice',
		default: 'auto',
		description: 'Whether the model must call a tool',
		displayOptions: { show: { '/toolCalls': ['connected', 'handOut'] } },
		options: [
			{ name: 'Any Tool', value: 'required', description: 'The model must call a tool' },
			{ name: 'Automatic', value: 'auto', description: 'The model decides' },
			{ name: 'One Tool', value: 'one', description: 'The model must call the tool that you name' },
		],
	}),
	toolName: textField({
		displayName: 'Tool Name',
		placeholder: 'e.g. get_weather',
		description: 'The tool that the model must call',
		displayOptions: { show: { toolChoice: ['one'], '/toolCalls': ['connected', 'handOut'] } },
	}),
};

const resultRow = {
	toolCallId: textField({
		displayName: 'Tool Call ID',
		placeholder: 'e.g. call_1',
		description: 'The ID of one of the toolCalls. It may be left empty if there is only one.',
	}),
	result: valueField({
		displayName: 'Result',
		description: 'What the tool returned: text, or a value of any kind that an expression gives',
	}),
};

/** The results of tools that were handed out. */
export const toolResultFields = {
	resultMode: choiceField({
		displayName: 'Tool Results',
		default: 'fields',
		description: 'How to give the results of the tools',
		options: [
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'Rows with the ID of a call and its result',
			},
			{
				name: 'Using JSON',
				value: 'json',
				description: 'An object of results by the IDs of their calls, or a list',
			},
		],
	}),
	toolResults: rows(resultRow, {
		displayName: 'Tool Result Fields',
		row: 'Result',
		placeholder: 'Add Result',
		description: 'One row for each tool call',
		displayOptions: { show: { resultMode: ['fields'] } },
	}),
	toolResultsJson: jsonField({
		displayName: 'Tool Results JSON',
		default: '{}',
		placeholder: 'e.g. { "call_1": "12 degrees" }',
		description:
			'Results by the IDs of their calls, or a list of objects with toolCallId and result',
		displayOptions: { show: { resultMode: ['json'] } },
	}),
};
