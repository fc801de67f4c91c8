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
		description: 'Whether the flow can call tools, and who runs them',
		options: [
			{
				name: 'Connected Tools',
				value: 'connected',
				description:
					'Tools connected to this node run when the flow calls them, and the flow continues with their results',
			},
			{
				name: 'Return Tool Calls',
				value: 'handOut',
				description:
					'Tools that you describe. The item contains the calls, and Flow: Resume continues with your results.',
			},
			{ name: 'None', value: 'none', description: 'The flow cannot call tools' },
		],
	}),
	toolDefinitions: jsonField({
		displayName: 'Tools (JSON)',
		default: '[]',
		placeholder: 'e.g. [{ "type": "function", "function": { "name": "get_weather" } }]',
		description:
			'A list of tools in the OpenAI format: type and function, with name, description and parameters (JSON Schema)',
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
		description: 'How often the flow can call connected tools, from 1 to 100',
		displayOptions: { show: { '/toolCalls': ['connected'] } },
	}),
	toolChoice: choiceField({
		displayName: 'Tool Choice',
		default: 'auto',
		description: 'Whether the model has to call a tool',
		displayOptions: { show: { '/toolCalls': ['connected', 'handOut'] } },
		options: [
			{ name: 'Any Tool', value: 'required', description: 'The model must call a tool' },
			{ name: 'Automatic', value: 'auto', description: 'The model decides' },
			{ name: 'One Tool', value: 'one', description: 'The model must call the tool you enter' },
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
		description: 'The ID of one of the toolCalls. Leave empty if there is only one.',
	}),
	result: valueField({
		displayName: 'Result',
		description: 'The result of the tool: text, or an expression that returns a value of any type',
	}),
};

/** The results of tools that were handed out. */
export const toolResultFields = {
	resultMode: choiceField({
		displayName: 'Tool Results',
		default: 'fields',
		description: 'How to specify the results of the tools',
		options: [
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'One row for each tool call, with its ID and result',
			},
			{
				name: 'Using JSON',
				value: 'json',
				description: 'An object with the result of each call by its ID, or a list',
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
			'An object with the result of each call by its ID, or a list of objects with toolCallId and result',
		displayOptions: { show: { resultMode: ['json'] } },
	}),
};
